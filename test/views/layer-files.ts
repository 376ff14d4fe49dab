import { layerId } from '../../src/world/id.ts';
import type { Layer, LayerFile, NamespaceId } from '../../src/world/model.ts';

export const host = 'mnt:[1]' as NamespaceId;

/** A file of a layer: a directory where the path ends with a slash, a whiteout where it begins with an exclamation mark. */
export function file(name: string, more: Partial<LayerFile> = {}): LayerFile {
  const whiteout = name.startsWith('!');
  const directory = name.endsWith('/');
  return {
    path: name.replace(/^!/, '').replace(/\/$/, ''),
    mode: whiteout ? 0o20000 : directory ? 0o40755 : 0o100644,
    uid: 0,
    gid: 0,
    size: directory || whiteout ? 0 : 10,
    links: 1,
    inode: 1,
    mtime: 1,
    rdev: [0, 0],
    opaque: false,
    metacopy: false,
    origin: false,
    redirect: '',
    target: '',
    since: null,
    changedAt: null,
    ...more,
  };
}

export function filesOf(...files: readonly LayerFile[]): ReadonlyMap<string, LayerFile> {
  return new Map(files.map((each) => [each.path, each]));
}

export function layer(path: string, ...files: readonly LayerFile[]): Layer {
  const evidence = { path, text: '', at: 0 };
  const id = layerId(host, path);
  return { id, namespace: host, path, real: path, files: filesOf(...files), cut: false, evidence };
}
