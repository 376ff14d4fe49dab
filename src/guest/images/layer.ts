// One layer of an image in the making: the files of Debian packages and files of ours, by path.
import type { TarEntry } from '../../oci/tar-read.ts';
import { isElf32, neededLibraries } from '../elf.ts';
import { epoch, tarEntries, type Tree } from '../tree.ts';

/** A layer's files; paths are relative without a slash at the end ("usr/bin/ls"). */
export class LayerFiles {
  readonly #entries = new Map<string, TarEntry>();

  has(path: string): boolean {
    return this.#entries.has(path);
  }

  get(path: string): TarEntry {
    const entry = this.#entries.get(path);
    if (!entry) throw new Error(`No ${path} among the files of the layer`);
    return entry;
  }

  add(entries: Iterable<TarEntry>): void {
    for (const entry of entries) this.#entries.set(entry.path, entry);
  }

  addTree(tree: Tree): void {
    for (const entry of tarEntries(tree)) {
      const present = entry.type === 'directory' && this.has(entry.path) && isPlain(entry);
      if (!present) this.#entries.set(entry.path, entry);
    }
  }

  remove(test: (entry: TarEntry) => boolean): void {
    for (const entry of this.#entries.values()) if (test(entry)) this.#entries.delete(entry.path);
  }

  /** Gives files and folders to another owner than root. */
  chown(path: string, [uid, gid]: readonly [number, number]): void {
    this.#entries.set(path, { ...this.get(path), uid, gid });
  }

  /** File names of the shared libraries. */
  libraries(): string[] {
    return [...this.#entries.keys()].flatMap((path) => {
      const match = /^usr\/lib\/(?:i386-linux-gnu\/)?([^/]+\.so[^/]*)$/.exec(path);
      return match?.[1] ? [match[1]] : [];
    });
  }

  /** Removes programs and modules that ask for libraries which are neither here nor in `below`; returns their paths. */
  removeUnlinkable(below: readonly string[] = []): string[] {
    const removed: string[] = [];
    for (;;) {
      const known = new Set([...below, ...this.libraries()]);
      const broken = [...this.#entries.values()].filter(
        ({ type, data }) =>
          type === 'file' &&
          isElf32(data) &&
          neededLibraries(data).some((name) => !known.has(name)),
      );
      if (broken.length === 0) break;
      const paths = new Set(broken.map(({ path }) => path));
      this.remove(({ path }) => paths.has(path));
      removed.push(...paths);
    }
    this.remove(({ type, target }) => type === 'link' && !this.has(target));
    return removed.sort();
  }

  /** Sorted with the parents that were left out before, hard links last: ready for a tar archive. */
  entries(): TarEntry[] {
    const all = new Map(this.#entries);
    for (const path of this.#entries.keys())
      for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
        const parent = path.slice(0, at);
        if (!all.has(parent)) all.set(parent, directory(parent));
      }
    const rank = ({ type }: TarEntry): number => (type === 'link' ? 1 : 0);
    return [...all.values()].sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
  }
}

/** A directory that stands in a tree only as the parent of something. */
function isPlain({ mode }: TarEntry): boolean {
  return mode === 0o755;
}

function directory(path: string): TarEntry {
  return {
    path,
    type: 'directory',
    mode: 0o755,
    uid: 0,
    gid: 0,
    mtime: epoch,
    target: '',
    major: 0,
    minor: 0,
    xattrs: new Map(),
    data: new Uint8Array(),
  };
}
