// Reads a tar archive: ustar, pax extended headers and GNU long names (tar(5)).
import { decodeText } from '../base/bytes.ts';
import { blockSize, isZeroBlock, parseTarHeader, TarError, type TarHeader } from './tar-header.ts';

export type TarType = 'file' | 'directory' | 'symlink' | 'link' | 'char' | 'block' | 'fifo';

export interface TarEntry {
  /** As the archive spells it; not to be trusted. */
  readonly path: string;
  readonly type: TarType;
  /** Permission bits including set-id and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Seconds since the epoch. */
  readonly mtime: number;
  /** Target of a symlink or hard link, as the archive spells it. */
  readonly target: string;
  readonly major: number;
  readonly minor: number;
  /** Extended attributes by name ("security.capability"). */
  readonly xattrs: ReadonlyMap<string, Uint8Array>;
  /** A view into the archive, for a file. */
  readonly data: Uint8Array;
}

const types: Readonly<Record<string, TarType>> = {
  '0': 'file',
  '\0': 'file',
  '7': 'file',
  '1': 'link',
  '2': 'symlink',
  '3': 'char',
  '4': 'block',
  '5': 'directory',
  '6': 'fifo',
};
const xattrPrefix = 'SCHILY.xattr.';
const longestPath = 4096;

type PaxRecords = ReadonlyMap<string, Uint8Array>;

/** All entries in order; throws `TarError` on damage. */
export function* readTar(archive: Uint8Array): Generator<TarEntry> {
  const globals = new Map<string, Uint8Array>();
  let local = new Map<string, Uint8Array>();
  let at = 0;
  while (at < archive.length) {
    const block = archive.subarray(at, at + blockSize);
    if (block.length < blockSize) throw new TarError('unexpected EOF');
    if (isZeroBlock(block)) return;
    const header = parseTarHeader(block);
    const size = dataSize(header, local);
    const data = archive.subarray(at + blockSize, at + blockSize + size);
    if (data.length < size) throw new TarError('unexpected EOF');
    at += blockSize + Math.ceil(size / blockSize) * blockSize;
    if (readExtension(header.type, data, { globals, local })) continue;
    yield entry(header, new Map([...globals, ...local]), data);
    local = new Map();
  }
}

/** Bytes that follow the header; only some types have any, whatever the header says. */
function dataSize(header: TarHeader, pax: PaxRecords): number {
  if ('123456'.includes(header.type)) return 0;
  const stated = pax.get('size');
  const size = stated ? Number(decodeText(stated)) : header.size;
  if (!Number.isSafeInteger(size) || size < 0) throw new TarError('invalid tar header: size');
  return size;
}

/** Takes in a header that only describes the next entry; false for a real entry. */
function readExtension(
  type: string,
  data: Uint8Array,
  into: { globals: Map<string, Uint8Array>; local: Map<string, Uint8Array> },
): boolean {
  const target = { g: into.globals, x: into.local }[type];
  if (target) for (const [key, value] of paxRecords(data)) target.set(key, value);
  else if (type === 'L') into.local.set('path', untilZero(data));
  else if (type === 'K') into.local.set('linkpath', untilZero(data));
  else return false;
  return true;
}

/** Records are "LENGTH KEY=VALUE\n", the length counting all of it. */
function* paxRecords(data: Uint8Array): Generator<[string, Uint8Array]> {
  let at = 0;
  while (at < data.length && data[at] !== 0) {
    const space = data.indexOf(0x20, at);
    const digits = space < 0 ? '' : decodeText(data.subarray(at, space));
    const length = /^[1-9][0-9]{0,8}$/.test(digits) ? Number(digits) : 0;
    const equals = data.indexOf(0x3d, space);
    const end = at + length;
    if (
      length === 0 ||
      end > data.length ||
      equals < 0 ||
      equals >= end ||
      data[end - 1] !== 0x0a
    ) {
      throw new TarError('invalid tar header: pax record');
    }
    yield [decodeText(data.subarray(space + 1, equals)), data.slice(equals + 1, end - 1)];
    at = end;
  }
}

function entry(header: TarHeader, pax: PaxRecords, data: Uint8Array): TarEntry {
  const path = paxText(pax, 'path') ?? header.name;
  const target = paxText(pax, 'linkpath') ?? header.linkName;
  checkNames(path, target);
  return {
    path,
    type: entryType(header.type, path, pax),
    mode: header.mode & 0o7777,
    uid: paxNumber(pax, 'uid') ?? header.uid,
    gid: paxNumber(pax, 'gid') ?? header.gid,
    mtime: Math.floor(paxNumber(pax, 'mtime') ?? header.mtime),
    target,
    major: header.major,
    minor: header.minor,
    xattrs: xattrs(pax),
    data,
  };
}

function checkNames(path: string, target: string): void {
  if (path.length > longestPath || target.length > longestPath || /\0/.test(path + target)) {
    throw new TarError('invalid tar header: name');
  }
}

function entryType(flag: string, path: string, pax: PaxRecords): TarType {
  if (flag === 'S' || [...pax.keys()].some((key) => key.startsWith('GNU.sparse.'))) {
    throw new TarError('sparse files are not supported');
  }
  const type = types[flag];
  if (!type) throw new TarError(`unhandled tar header type ${String(flag.charCodeAt(0))}`);
  return type === 'file' && path.endsWith('/') ? 'directory' : type;
}

function xattrs(pax: PaxRecords): ReadonlyMap<string, Uint8Array> {
  const named = [...pax].filter(([key]) => key.startsWith(xattrPrefix));
  return new Map(named.map(([key, value]) => [key.slice(xattrPrefix.length), value]));
}

function paxText(pax: PaxRecords, key: string): string | null {
  const value = pax.get(key);
  return value ? decodeText(value) : null;
}

function paxNumber(pax: PaxRecords, key: string): number | null {
  const text = paxText(pax, key);
  if (text === null) return null;
  if (!/^-?[0-9]+(\.[0-9]*)?$/.test(text)) throw new TarError(`invalid tar header: pax ${key}`);
  return Number(text);
}

function untilZero(data: Uint8Array): Uint8Array {
  const end = data.indexOf(0);
  return data.slice(0, end < 0 ? data.length : end);
}
