// One 512-byte header block of a tar archive (POSIX.1-1988 ustar, with GNU's base-256 numbers).
import { decodeText } from '../base/bytes.ts';

export const blockSize = 512;

export interface TarHeader {
  readonly name: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtime: number;
  /** Type flag: one character. */
  readonly type: string;
  readonly linkName: string;
  readonly major: number;
  readonly minor: number;
}

export class TarError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TarError';
  }
}

/** Reads a header block; throws on a wrong checksum or a malformed number. */
export function parseTarHeader(block: Uint8Array): TarHeader {
  checkSum(block);
  const magic = latin(block, 257, 6);
  const posix = magic.startsWith('ustar');
  const prefix = posix && latin(block, 263, 2) === '00' ? string(block, 345, 155) : '';
  const name = string(block, 0, 100);
  return {
    name: prefix ? `${prefix}/${name}` : name,
    mode: number(block, 100, 8),
    uid: number(block, 108, 8),
    gid: number(block, 116, 8),
    size: number(block, 124, 12),
    mtime: number(block, 136, 12),
    type: String.fromCharCode(block[156] ?? 0),
    linkName: string(block, 157, 100),
    major: posix ? number(block, 329, 8) : 0,
    minor: posix ? number(block, 337, 8) : 0,
  };
}

export function isZeroBlock(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0);
}

function checkSum(block: Uint8Array): void {
  let unsigned = 0;
  let signed = 0;
  for (let at = 0; at < blockSize; at++) {
    const byte = at >= 148 && at < 156 ? 0x20 : (block[at] ?? 0);
    unsigned += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  const stored = number(block, 148, 8);
  if (stored !== unsigned && stored !== signed) throw new TarError('invalid tar header: checksum');
}

function number(block: Uint8Array, at: number, length: number): number {
  const first = block[at] ?? 0;
  const value = first & 0x80 ? base256(block, at, length) : octal(block, at, length);
  if (!Number.isSafeInteger(value)) throw new TarError('invalid tar header: number out of range');
  return value;
}

function octal(block: Uint8Array, at: number, length: number): number {
  const digits = latin(block, at, length).replace(/\0.*$/s, '').trim();
  if (digits === '') return 0;
  if (!/^[0-7]+$/.test(digits)) throw new TarError('invalid tar header: not an octal number');
  return parseInt(digits, 8);
}

/** Two's complement, big end first; the top bit only marks the form. */
function base256(block: Uint8Array, at: number, length: number): number {
  const first = (block[at] ?? 0) & 0x7f;
  let value = first & 0x40 ? first - 0x80 : first;
  for (let index = 1; index < length; index++) value = value * 256 + (block[at + index] ?? 0);
  return value;
}

function latin(block: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...block.subarray(at, at + length));
}

function string(block: Uint8Array, at: number, length: number): string {
  const field = block.subarray(at, at + length);
  const end = field.indexOf(0);
  return decodeText(end < 0 ? field : field.subarray(0, end));
}
