import { parseBase64 } from '../base/base64.ts';
import { decodeText } from '../base/bytes.ts';
import { noGaze, type Gaze } from '../world/gaze.ts';
import { contentId } from '../world/id.ts';
import type { Container, Evidence, World } from '../world/model.ts';
import { directory, type Directory } from '../world/overlay.ts';
import { hostNamespaces } from '../world/query.ts';

/** A file of the host's that a check reads. */
export interface GuestFile {
  readonly folder: Directory;
  readonly name: string;
}

/** Null while nothing is known of the host. */
export function hostFile(world: World, folder: string, name: string): GuestFile | null {
  const host = hostNamespaces(world).mnt;
  return host ? { folder: directory(host, folder), name } : null;
}

/** A file that docker keeps about a container. */
export function dockerFile(world: World, { id, upper }: Container, name: string): GuestFile | null {
  const root = upper.slice(0, upper.indexOf('/overlay2/'));
  return root === '' ? null : hostFile(world, `${root}/containers/${id}`, name);
}

/** These files, and the folders that they are in. */
export function gazeAtFiles(files: readonly (GuestFile | null)[]): Gaze {
  const known = files.filter((file) => file !== null);
  return {
    ...noGaze,
    layers: known.map(({ folder }) => ({ ...folder, changes: true })),
    files: known.map(({ folder, name }) => ({ layer: folder.id, path: name })),
  };
}

/** What was read in it; null while it was not, or there is none. */
export function textOf(world: World, file: GuestFile | null): string | null {
  const content = file && world.contents.get(contentId(file.folder.id, file.name));
  return content && content.problem === '' ? decodeText(parseBase64(content.base64)) : null;
}

/** That a file has such a line. */
export function lineOf(world: World, { folder, name }: GuestFile, line: string): Evidence {
  const content = world.contents.get(contentId(folder.id, name));
  return { path: `${folder.path}/${name}`, text: line, at: content?.at ?? world.at };
}
