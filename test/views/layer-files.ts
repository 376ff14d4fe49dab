import type { LayerFile } from '../../src/world/model.ts';

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
