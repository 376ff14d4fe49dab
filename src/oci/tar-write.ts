// Writes tar archives: ustar, with pax records where a value does not fit (tar(5)).
import { concatBytes, encodeText } from '../base/bytes.ts';
import { blockSize } from './tar-header.ts';
import type { TarEntry, TarType } from './tar-read.ts';

const flags: Readonly<Record<TarType, string>> = {
  file: '0',
  link: '1',
  symlink: '2',
  char: '3',
  block: '4',
  directory: '5',
  fifo: '6',
};
const largestOctal = 0o7777777;

/** A tar archive of the entries, closed by two zero blocks. */
export function writeTar(entries: Iterable<TarEntry>): Uint8Array<ArrayBuffer> {
  const chunks: Uint8Array[] = [];
  for (const entry of entries) {
    const pax = paxRecords(entry);
    if (pax.length > 0) pushMember(chunks, paxHeader(pax.length), pax);
    pushMember(chunks, header(entry), entry.type === 'file' ? entry.data : new Uint8Array());
  }
  chunks.push(new Uint8Array(2 * blockSize));
  return concatBytes(chunks);
}

function pushMember(chunks: Uint8Array[], block: Uint8Array, data: Uint8Array): void {
  const padding = new Uint8Array((blockSize - (data.length % blockSize)) % blockSize);
  chunks.push(block, data, padding);
}

function header(entry: TarEntry): Uint8Array {
  const fits = (id: number): number => (id <= largestOctal ? id : 0);
  return block({
    name: storedPath(entry),
    mode: entry.mode,
    uid: fits(entry.uid),
    gid: fits(entry.gid),
    size: entry.type === 'file' ? entry.data.length : 0,
    mtime: Math.max(0, entry.mtime),
    flag: flags[entry.type],
    target: entry.target,
    device: [entry.major, entry.minor],
  });
}

function paxHeader(size: number): Uint8Array {
  const name = 'PaxHeaders.0/entry';
  return block({
    name,
    mode: 0o644,
    uid: 0,
    gid: 0,
    size,
    mtime: 0,
    flag: 'x',
    target: '',
    device: [0, 0],
  });
}

interface Fields {
  readonly name: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtime: number;
  readonly flag: string;
  readonly target: string;
  readonly device: readonly [number, number];
}

function block(fields: Fields): Uint8Array {
  const bytes = new Uint8Array(blockSize);
  const put = (at: number, text: string, length: number): void =>
    bytes.set(encodeText(text).subarray(0, length), at);
  const octal = (at: number, value: number, length: number): void =>
    put(at, `${value.toString(8).padStart(length - 1, '0')}\0`, length);
  put(0, fields.name, 100);
  octal(100, fields.mode, 8);
  octal(108, fields.uid, 8);
  octal(116, fields.gid, 8);
  octal(124, fields.size, 12);
  octal(136, fields.mtime, 12);
  put(156, fields.flag, 1);
  put(157, fields.target, 100);
  put(257, 'ustar\u000000', 8);
  octal(329, fields.device[0], 8);
  octal(337, fields.device[1], 8);
  put(148, '        ', 8);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `, 8);
  return bytes;
}

function paxRecords(entry: TarEntry): Uint8Array {
  const records: Uint8Array[] = [];
  const add = (key: string, value: Uint8Array): void => void records.push(paxRecord(key, value));
  const path = storedPath(entry);
  if (!fitsField(path)) add('path', encodeText(path));
  if (!fitsField(entry.target)) add('linkpath', encodeText(entry.target));
  if (entry.uid > largestOctal) add('uid', encodeText(String(entry.uid)));
  if (entry.gid > largestOctal) add('gid', encodeText(String(entry.gid)));
  if (entry.mtime < 0) add('mtime', encodeText(String(entry.mtime)));
  for (const [name, value] of entry.xattrs) add(`SCHILY.xattr.${name}`, value);
  return concatBytes(records);
}

function paxRecord(key: string, value: Uint8Array): Uint8Array {
  const body = concatBytes([encodeText(` ${key}=`), value, encodeText('\n')]);
  // The length counts its own digits, so that it may grow by one when it is added.
  let length = body.length;
  while (length !== body.length + String(length).length)
    length = body.length + String(length).length;
  return concatBytes([encodeText(String(length)), body]);
}

function storedPath(entry: TarEntry): string {
  return entry.type === 'directory' && !entry.path.endsWith('/') ? `${entry.path}/` : entry.path;
}

function fitsField(text: string): boolean {
  return encodeText(text).length <= 100;
}
