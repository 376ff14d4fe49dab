// Turns a layer's tree into operations that write it as an overlay2 directory.
import type { Operation } from '../agent/agent.ts';
import { encodeText } from '../base/bytes.ts';
import type { LayerDirectory, LayerLeaf, LayerNode } from '../oci/layer-tree.ts';
import type { TarEntry } from '../oci/tar-read.ts';

const typeBits = { char: 0o020000, block: 0o060000, fifo: 0o010000 } as const;

/** Operations that make `path` hold the layer; directories get their times last. */
export function unpackLayer(root: LayerDirectory, path: string): Operation[] {
  const operations: Operation[] = [];
  const written = new Map<LayerLeaf, string>();
  const visit = (node: LayerNode, at: string): void => {
    if (node.kind === 'whiteout') operations.push(overlayWhiteout(at));
    else if (node.kind === 'leaf') {
      const first = written.get(node);
      if (first) operations.push({ op: 'link', target: first, path: at });
      else operations.push(...unpackLeaf(node.entry, at));
      written.set(node, first ?? at);
    } else {
      operations.push(...openDirectory(node, at));
      for (const [name, child] of node.entries) visit(child, `${at}/${name}`);
      operations.push(...closeDirectory(node, at));
    }
  };
  visit(root, path);
  return operations;
}

/** Operations split so that one message carries at most about `bytes` of file data. */
export function* chunkOperations(
  operations: readonly Operation[],
  bytes = 1 << 20,
  most = 512,
): Generator<Operation[]> {
  let chunk: Operation[] = [];
  let size = 0;
  for (const operation of operations.flatMap((each) => splitWrite(each, bytes))) {
    const weight = operation.op === 'write' ? operation.data.length : 0;
    if (chunk.length > 0 && (size + weight > bytes || chunk.length >= most)) {
      yield chunk;
      chunk = [];
      size = 0;
    }
    chunk.push(operation);
    size += weight;
  }
  if (chunk.length > 0) yield chunk;
}

function splitWrite(operation: Operation, bytes: number): Operation[] {
  if (operation.op !== 'write' || operation.data.length <= bytes) return [operation];
  const pieces: Operation[] = [];
  for (let at = 0; at < operation.data.length; at += bytes) {
    const data = operation.data.subarray(at, at + bytes);
    pieces.push(
      at === 0 ? { ...operation, data } : { op: 'write', path: operation.path, data, append: true },
    );
  }
  return pieces;
}

function overlayWhiteout(path: string): Operation {
  return { op: 'mknod', path, mode: typeBits.char, major: 0, minor: 0 };
}

function openDirectory(node: LayerDirectory, path: string): Operation[] {
  const made: Operation = { op: 'mkdir', path, mode: node.meta?.mode ?? 0o755 };
  if (!node.opaque) return [made];
  return [made, { op: 'setxattr', path, name: 'trusted.overlay.opaque', value: encodeText('y') }];
}

function closeDirectory(node: LayerDirectory, path: string): Operation[] {
  return node.meta ? attributes(node.meta, path) : [];
}

function unpackLeaf(entry: TarEntry, path: string): Operation[] {
  switch (entry.type) {
    case 'symlink':
      return [{ op: 'symlink', target: entry.target, path }, ...attributes(entry, path)];
    case 'char':
    case 'block':
    case 'fifo': {
      const { major, minor } = entry;
      const mode = typeBits[entry.type] | entry.mode;
      return [{ op: 'mknod', path, mode, major, minor }, ...attributes(entry, path)];
    }
    default:
      return [
        { op: 'write', path, data: entry.data, mode: entry.mode },
        ...attributes(entry, path),
      ];
  }
}

function attributes(entry: TarEntry, path: string): Operation[] {
  const operations: Operation[] = [];
  if (entry.uid !== 0 || entry.gid !== 0) {
    operations.push({ op: 'chown', path, uid: entry.uid, gid: entry.gid });
    // chown(2) clears the set-id bits.
    if (entry.mode & 0o6000 && entry.type !== 'symlink') {
      operations.push({ op: 'chmod', path, mode: entry.mode });
    }
  }
  for (const [name, value] of entry.xattrs) operations.push({ op: 'setxattr', path, name, value });
  operations.push({ op: 'utimes', path, mtime: entry.mtime });
  return operations;
}
