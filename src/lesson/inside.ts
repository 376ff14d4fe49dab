// Files of /proc as a container's first process finds them, and as the host does.
import { noGaze, type Gaze } from '../world/gaze.ts';
import type { Container, Process, World } from '../world/model.ts';
import { firstProcesses } from './client.ts';
import { textOf } from './guest-file.ts';

/** What one container that runs finds in a file, beside what the host finds there. */
export interface Finding {
  readonly container: Container;
  readonly process: Process;
  /** Where the host can read what the container reads. */
  readonly path: string;
  readonly inside: string;
  readonly outside: string;
}

/** Those of which both were read. */
export function findingsOf(world: World, file: string): Finding[] {
  const outside = textOf(world, file)?.trim();
  return firstProcesses(world).flatMap(({ container, process }) => {
    const path = pathInside(process, file);
    const inside = textOf(world, path)?.trim();
    return inside === undefined || outside === undefined
      ? []
      : [{ container, process, path, inside, outside }];
  });
}

export function gazeInside(world: World, file: string, changes: boolean): Gaze {
  const paths = firstProcesses(world).map(({ process }) => pathInside(process, file));
  return { ...noGaze, readings: [file, ...paths].map((path) => ({ path, changes })) };
}

function pathInside({ pid }: Process, file: string): string {
  return `/proc/${String(pid)}/root${file}`;
}
