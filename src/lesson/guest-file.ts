import { noGaze, type Gaze } from '../world/gaze.ts';
import type { Container, Evidence, World } from '../world/model.ts';

/** Where docker keeps a file about a container. */
export function dockerFile({ id, upper }: Container, name: string): string {
  const root = upper.slice(0, Math.max(0, upper.indexOf('/overlay2/')));
  return `${root}/containers/${id}/${name}`;
}

/** Small files of the host's, for as long as they may change. */
export function gazeAtFiles(paths: readonly string[]): Gaze {
  return { ...noGaze, readings: paths.map((path) => ({ path, changes: true })) };
}

/** What a file of the host's holds; null while it was not read, or there is none. */
export function textOf(world: World, path: string): string | null {
  return world.readings.get(path)?.text ?? null;
}

/** That a file of the host's has such a line. */
export function lineOf(world: World, path: string, text: string): Evidence {
  return { path, text, at: world.readings.get(path)?.at ?? world.at };
}
