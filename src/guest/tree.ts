import type { TarEntry } from '../oci/tar-read.ts';

/** Moment that every file of the guest and of its images bears, seconds since the epoch: the release of Debian 12. */
export const epoch = Date.UTC(2023, 5, 10) / 1000;

export type Node =
  | { readonly type: 'directory'; readonly mode: number }
  | { readonly type: 'file'; readonly mode: number; readonly data: Uint8Array }
  | { readonly type: 'symlink'; readonly target: string }
  | {
      readonly type: 'char';
      readonly mode: number;
      readonly major: number;
      readonly minor: number;
    };

/** A file tree in memory, owned by root; paths are relative ("usr/bin/ls"). */
export class Tree {
  readonly #nodes = new Map<string, Node>();

  has(path: string): boolean {
    return this.#nodes.has(path);
  }

  /** Sorted by path, so that a parent comes before its children and equal trees give equal archives. */
  entries(): readonly (readonly [string, Node])[] {
    return [...this.#nodes].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  directory(path: string, mode = 0o755): void {
    this.#put(path, { type: 'directory', mode });
  }

  file(path: string, data: Uint8Array | string, mode = 0o644): void {
    this.#put(path, { type: 'file', mode, data: Buffer.from(data) });
  }

  symlink(path: string, target: string): void {
    this.#put(path, { type: 'symlink', target });
  }

  char(path: string, mode: number, [major, minor]: readonly [number, number]): void {
    this.#put(path, { type: 'char', mode, major, minor });
  }

  #put(path: string, node: Node): void {
    const parts = path.split('/').slice(0, -1);
    parts.forEach((_, at) => {
      const parent = parts.slice(0, at + 1).join('/');
      const known = this.#nodes.get(parent);
      if (!known) this.#nodes.set(parent, { type: 'directory', mode: 0o755 });
      else if (known.type !== 'directory')
        throw new Error(`${parent} is a ${known.type}, not a directory for ${path}`);
    });
    this.#nodes.set(path, node);
  }
}

/** The whole tree as entries of a tar archive. */
export function tarEntries(tree: Tree): TarEntry[] {
  return tree.entries().map(([path, node]) => ({
    path,
    type: node.type,
    mode: node.type === 'symlink' ? 0o777 : node.mode,
    uid: 0,
    gid: 0,
    mtime: epoch,
    target: node.type === 'symlink' ? node.target : '',
    major: node.type === 'char' ? node.major : 0,
    minor: node.type === 'char' ? node.minor : 0,
    xattrs: new Map(),
    data: node.type === 'file' ? node.data : new Uint8Array(),
  }));
}
