/**
 * A layer's tar as a tree in memory. Names are resolved here, inside the tree, before anything is written:
 * no `..`, absolute name or planted symlink can lead out of the layer.
 */
import { encodeText } from '../base/bytes.ts';
import { readTar, type TarEntry } from './tar-read.ts';
import { parseWhiteout } from './whiteout.ts';

export interface LayerDirectory {
  readonly kind: 'directory';
  readonly entries: Map<string, LayerNode>;
  /** Absent for a directory that no entry of the tar describes. */
  meta: TarEntry | null;
  opaque: boolean;
}

/** Any other file; hard links are one node in several places. */
export interface LayerLeaf {
  readonly kind: 'leaf';
  readonly entry: TarEntry;
}

export interface LayerWhiteout {
  readonly kind: 'whiteout';
}

export type LayerNode = LayerDirectory | LayerLeaf | LayerWhiteout;

export class LayerError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LayerError';
  }
}

const mostSymlinks = 40;

/** Reads a layer's tar. */
export function parseLayer(archive: Uint8Array): LayerDirectory {
  const root = directory();
  for (const entry of readTar(archive)) add(root, entry);
  return root;
}

/** Bytes of all files and of the targets of symlinks, hard links counted once: what docker calls the layer's size. */
export function layerSize(root: LayerDirectory): number {
  const seen = new Set<LayerLeaf>();
  const visit = (node: LayerNode): void => {
    if (node.kind === 'leaf') seen.add(node);
    else if (node.kind === 'directory') node.entries.forEach(visit);
  };
  visit(root);
  return [...seen].reduce((sum, leaf) => sum + leafSize(leaf), 0);
}

function leafSize({ entry }: LayerLeaf): number {
  return entry.type === 'symlink' ? encodeText(entry.target).length : entry.data.length;
}

function directory(meta: TarEntry | null = null): LayerDirectory {
  return { kind: 'directory', entries: new Map(), meta, opaque: false };
}

function add(root: LayerDirectory, entry: TarEntry): void {
  const parts = cleanPath(entry.path);
  const name = parts.pop();
  if (name === undefined) {
    if (entry.type === 'directory') root.meta = entry;
    return;
  }
  const parent = enter(root, parts, entry.path);
  const whiteout = parseWhiteout(name);
  if (whiteout === 'ignored') return;
  if (whiteout?.kind === 'opaque') parent.opaque = true;
  else if (whiteout) parent.entries.set(whiteout.name, { kind: 'whiteout' });
  else place(root, parent, { ...entry, path: name });
}

function place(root: LayerDirectory, parent: LayerDirectory, entry: TarEntry): void {
  const name = entry.path;
  const present = parent.entries.get(name);
  if (entry.type === 'directory') {
    if (present?.kind === 'directory') present.meta = entry;
    else parent.entries.set(name, directory(entry));
  } else if (entry.type === 'link') {
    parent.entries.set(name, linkTarget(root, entry));
  } else {
    parent.entries.set(name, { kind: 'leaf', entry });
  }
}

function linkTarget(root: LayerDirectory, entry: TarEntry): LayerLeaf {
  const parts = cleanPath(entry.target, `invalid hardlink "${entry.path}" -> "${entry.target}"`);
  const name = parts.pop() ?? '';
  const found = find(root, parts)?.entries.get(name);
  if (found?.kind !== 'leaf') {
    throw new LayerError(`link ${entry.target} ${entry.path}: no such file or directory`);
  }
  return found;
}

/** Components of a path below the root; absolute names count from the root, as docker joins them. */
function cleanPath(path: string, breakout = `"${path}" is outside of the layer`): string[] {
  const clean: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') clean.push(part);
    else if (clean.pop() === undefined) throw new LayerError(breakout);
  }
  return clean;
}

/** The directory at these components, made where missing; symlinks on the way stay within the root. */
function enter(root: LayerDirectory, parts: readonly string[], path: string): LayerDirectory {
  const found = walk(root, parts, (at, name) => {
    const made = directory();
    at.entries.set(name, made);
    return made;
  });
  if (!found) throw new LayerError(`mkdir ${path}: not a directory`);
  return found;
}

function find(root: LayerDirectory, parts: readonly string[]): LayerDirectory | null {
  return walk(root, parts, () => null);
}

function walk(
  root: LayerDirectory,
  parts: readonly string[],
  missing: (at: LayerDirectory, name: string) => LayerDirectory | null,
): LayerDirectory | null {
  const left = [...parts];
  let stack: LayerDirectory[] = [root];
  let symlinks = 0;
  for (let name = left.shift(); name !== undefined; name = left.shift()) {
    const at = stack.at(-1) ?? root;
    if (name === '..') {
      stack = stack.slice(0, Math.max(1, stack.length - 1));
      continue;
    }
    const node = at.entries.get(name) ?? missing(at, name);
    const target = symlinkTarget(node);
    if (node?.kind === 'directory') stack.push(node);
    else if (target === null || symlinks++ >= mostSymlinks) return null;
    else {
      if (target.startsWith('/')) stack = [root];
      left.unshift(...target.split('/').filter((part) => part !== '' && part !== '.'));
    }
  }
  return stack.at(-1) ?? root;
}

function symlinkTarget(node: LayerNode | null): string | null {
  return node?.kind === 'leaf' && node.entry.type === 'symlink' ? node.entry.target : null;
}
