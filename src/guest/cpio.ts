// The archive an initramfs is made of: cpio's "newc" format (Documentation/driver-api/early-userspace/buffer-format.rst).
import { concatBytes, encodeText } from '../base/bytes.ts';
import { epoch, type Node, type Tree } from './tree.ts';

const typeBits = { directory: 0o040000, file: 0o100000, symlink: 0o120000, char: 0o020000 };

/** A whole tree as one uncompressed cpio archive. */
export function formatCpio(tree: Tree): Uint8Array {
  const members = tree.entries().map(([path, node], at) => formatMember(path, node, at + 1));
  const end = formatMember(
    'TRAILER!!!',
    { type: 'file', mode: -0o100000, data: new Uint8Array() },
    0,
  );
  return concatBytes([...members, end]);
}

function formatMember(path: string, node: Node, inode: number): Uint8Array {
  const name = encodeText(`${path}\0`);
  const data = contentOf(node);
  const [major, minor] = node.type === 'char' ? [node.major, node.minor] : [0, 0];
  const mode = typeBits[node.type] + (node.type === 'symlink' ? 0o777 : node.mode);
  const links = node.type === 'directory' ? 2 : 1;
  const fields = [inode, mode, 0, 0, links, epoch, data.length, 0, 0, major, minor, name.length, 0];
  const header = '070701' + fields.map((n) => n.toString(16).padStart(8, '0')).join('');
  return concatBytes([pad(concatBytes([encodeText(header), name])), pad(data)]);
}

function contentOf(node: Node): Uint8Array {
  if (node.type === 'file') return node.data;
  return node.type === 'symlink' ? encodeText(node.target) : new Uint8Array();
}

function pad(bytes: Uint8Array): Uint8Array {
  const rest = -bytes.length & 3;
  return rest ? concatBytes([bytes, new Uint8Array(rest)]) : bytes;
}
