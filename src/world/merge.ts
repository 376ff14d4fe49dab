// How overlayfs makes one tree of many (Documentation/filesystems/overlayfs.rst), from the layers' listings alone.
import type { LayerFile } from './model.ts';
import { isDirectory, isWhiteout } from './file-kind.ts';

/** What a layer did to a name, compared with what the layers below it show. */
export type Change =
  /** Nothing: seen as it is below. */
  | 'same'
  | 'added'
  /** Copied up, then written. */
  | 'modified'
  /** A file of its own under a name that there was. */
  | 'replaced'
  /** Mode, owner or time; the bytes are those of below. */
  | 'metadata'
  | 'renamed'
  | 'deleted'
  /** Gone already in the layers below. */
  | 'hidden';

/** A name in the merged tree, or one that would be there but for a layer above it. */
export interface Name {
  /** "etc/motd". */
  readonly path: string;
  readonly name: string;
  readonly directory: boolean;
  /** What each layer has under this name, top first. */
  readonly versions: readonly (LayerFile | undefined)[];
  /** The layer whose entry is seen; -1 where the name is not there. */
  readonly provider: number;
  /** Layers whose directories are seen as one. */
  readonly merged: readonly number[];
  /** The layer that hides what is below: of a whiteout, an opaque directory, here or further up; -1 for none. */
  readonly wall: number;
  readonly change: Change;
  /** By name. */
  readonly children: readonly Name[];
  /** Names below, and how many of them and this one were changed. */
  readonly below: number;
  readonly changed: number;
}

type Files = ReadonlyMap<string, LayerFile>;

/** A directory of one layer that takes part in a directory of the merged tree. */
interface Source {
  readonly layer: number;
  readonly path: string;
}

interface Found {
  readonly provider: number;
  readonly directories: readonly Source[];
  readonly wall: number;
}

/** The merged tree of layers, top first; `own` is the layer whose changes are told, -1 for none. */
export function mergeLayers(layers: readonly Files[], own: number): readonly Name[] {
  const seen = sourcesFrom(layers, 0);
  const upTo = own > 0 ? sourcesFrom(layers, own) : seen;
  return new Merge(layers, own).children('', {
    ...{ seen, upTo, below: sourcesFrom(layers, own + 1), wall: -1 },
  });
}

/** What takes part in a directory: of all layers, of the own one and those below it, and of those below it. */
interface Around {
  readonly seen: readonly Source[];
  readonly upTo: readonly Source[];
  readonly below: readonly Source[];
  readonly wall: number;
}

function sourcesFrom(layers: readonly Files[], first: number): Source[] {
  return layers.map((_, layer) => ({ layer, path: '' })).slice(first);
}

class Merge {
  readonly #layers: readonly Files[];
  readonly #own: number;
  readonly #names: readonly ReadonlyMap<string, readonly string[]>[];

  constructor(layers: readonly Files[], own: number) {
    this.#layers = layers;
    this.#own = own;
    this.#names = layers.map(namesByFolder);
  }

  children(path: string, around: Around): readonly Name[] {
    const names = new Set<string>();
    for (const index of this.#names) for (const name of index.get(path) ?? []) names.add(name);
    for (const source of around.seen)
      if (source.path !== path)
        for (const name of this.#names[source.layer]?.get(source.path) ?? []) names.add(name);
    return [...names].sort().map((name) => this.#name(path, name, around));
  }

  #name(folder: string, name: string, around: Around): Name {
    const path = join(folder, name);
    const seen = this.#look(around.seen, name);
    const upTo = around.upTo === around.seen ? seen : this.#look(around.upTo, name);
    const below = this.#look(around.below, name);
    const versions = this.#versions(path, name, around.seen);
    const wall = seen.wall >= 0 ? seen.wall : around.wall;
    const change = this.#change({ seen, upTo, below }, versions);
    const directory = this.#isFolder(seen.provider >= 0 ? seen : below, versions);
    const children = directory
      ? this.children(path, {
          seen: seen.directories,
          upTo: upTo === seen ? seen.directories : upTo.directories,
          below: below.directories,
          wall,
        })
      : [];
    let count = children.length;
    let changed = change === 'same' || change === 'hidden' ? 0 : 1;
    for (const child of children) {
      count += child.below;
      changed += child.changed;
    }
    const merged = seen.directories.map(({ layer }) => layer);
    return {
      ...{ path, name, directory, versions, provider: seen.provider, merged },
      ...{ wall, change, children, below: count, changed },
    };
  }

  /** Goes down the layers from the top until something stops it. */
  #look(sources: readonly Source[], name: string): Found {
    let provider = -1;
    const directories: Source[] = [];
    for (const source of sources) {
      const path = join(source.path, name);
      const file = this.#layers[source.layer]?.get(path);
      if (!file) continue;
      const { layer } = source;
      if (isWhiteout(file)) return { provider, directories, wall: layer };
      if (!isDirectory(file))
        return provider >= 0
          ? { provider, directories, wall: -1 }
          : { provider: layer, directories: [], wall: -1 };
      if (provider < 0) provider = layer;
      directories.push({ layer, path });
      if (file.opaque) return { provider, directories, wall: layer };
      if (file.redirect !== '') {
        const rest = this.#redirected(file.redirect, source, sources);
        return { provider, directories: [...directories, ...rest], wall: -1 };
      }
    }
    return { provider, directories, wall: -1 };
  }

  /** Where a renamed directory's lower parts are: from the root, or beside where it is now. */
  #redirected(redirect: string, from: Source, sources: readonly Source[]): readonly Source[] {
    if (!redirect.startsWith('/')) {
      const lower = sources.filter(({ layer }) => layer > from.layer);
      return this.#look(lower, redirect).directories;
    }
    let found = sourcesFrom(this.#layers, from.layer + 1);
    for (const part of redirect.split('/').filter(Boolean))
      found = [...this.#look(found, part).directories];
    return found;
  }

  #versions(path: string, name: string, seen: readonly Source[]): (LayerFile | undefined)[] {
    return this.#layers.map((files, layer) => {
      const source = seen.find((each) => each.layer === layer);
      return files.get(source ? join(source.path, name) : path);
    });
  }

  #isFolder(found: Found, versions: readonly (LayerFile | undefined)[]): boolean {
    const file = versions[found.provider] ?? versions.find((each) => each && !isWhiteout(each));
    return file !== undefined && isDirectory(file);
  }

  #change(
    { seen, upTo, below }: { readonly seen: Found; readonly upTo: Found; readonly below: Found },
    versions: readonly (LayerFile | undefined)[],
  ): Change {
    const own = this.#own;
    if (own < 0) return seen.provider < 0 ? 'hidden' : 'same';
    const file = versions[own];
    const was = versions[below.provider];
    if (below.provider < 0) return file && !isWhiteout(file) ? additionOf(file) : hiddenOr(seen);
    if (upTo.provider < 0) return 'deleted';
    if (!file || !was || upTo.provider > own) return 'same';
    return isWhiteout(file) ? 'deleted' : changeOf(file, was);
  }
}

const additionOf = (file: LayerFile): Change => (file.redirect === '' ? 'added' : 'renamed');
const hiddenOr = (seen: Found): Change => (seen.provider < 0 ? 'hidden' : 'same');

/** What became of a name that the layers below have as well. */
function changeOf(file: LayerFile, was: LayerFile): Change {
  const sameMode = file.mode === was.mode && file.uid === was.uid && file.gid === was.gid;
  if (isDirectory(file)) {
    if (file.opaque || !isDirectory(was)) return 'replaced';
    return sameMode ? 'same' : 'metadata';
  }
  if (file.metacopy) return 'metadata';
  if (!file.origin || file.mode >> 12 !== was.mode >> 12) return 'replaced';
  return file.size === was.size && file.mtime === was.mtime ? 'metadata' : 'modified';
}

const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

const indexes = new WeakMap<Files, ReadonlyMap<string, readonly string[]>>();

/** Names in each directory of a layer. */
function namesByFolder(files: Files): ReadonlyMap<string, readonly string[]> {
  const known = indexes.get(files);
  if (known) return known;
  const index = new Map<string, string[]>();
  for (const path of files.keys()) {
    if (path === '') continue;
    const slash = path.lastIndexOf('/');
    const folder = slash < 0 ? '' : path.slice(0, slash);
    const names = index.get(folder);
    if (names) names.push(path.slice(slash + 1));
    else index.set(folder, [path.slice(slash + 1)]);
  }
  indexes.set(files, index);
  return index;
}
