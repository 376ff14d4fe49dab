import { expect, test } from 'vitest';
import { busyboxApplets } from '../../src/guest/busybox.ts';
import { isElf32, neededLibraries } from '../../src/guest/elf.ts';

test('busyboxApplets() reads the sorted run of names and stops where the order breaks', () => {
  const binary = Buffer.from('\x7fELF..\0[\0[[\0ash\0awk\0zcat\0Usage: %s\0more\0', 'latin1');
  expect(busyboxApplets(binary)).toEqual(['[', '[[', 'ash', 'awk', 'zcat']);
});

test('busyboxApplets() says so when there is no table', () => {
  expect(() => busyboxApplets(Buffer.from('nothing here'))).toThrow('No table of applets');
});

/** An ELF file with one load segment over all of it and a dynamic segment with these names. */
function elf(names: readonly string[]): Buffer {
  const file = Buffer.alloc(512);
  file.write('\x7fELF\x01\x01', 'latin1');
  file.writeUInt32LE(52, 28); // program headers
  file.writeUInt16LE(32, 42);
  file.writeUInt16LE(names.length ? 2 : 1, 44);
  const base = 0x8048000;
  [1, 0, base, 0, 512].forEach((n, at) => file.writeUInt32LE(n, 52 + at * 4));
  const entries = names.length + 2;
  [2, 128, base + 128, 0, entries * 8].forEach((n, at) => file.writeUInt32LE(n, 84 + at * 4));
  let string = 1;
  names.forEach((name, at) => {
    file.writeUInt32LE(1, 128 + at * 8);
    file.writeUInt32LE(string, 132 + at * 8);
    string += file.write(`${name}\0`, 256 + string, 'latin1');
  });
  file.writeUInt32LE(5, 128 + names.length * 8);
  file.writeUInt32LE(base + 256, 132 + names.length * 8);
  return file;
}

test('neededLibraries() finds the names behind the dynamic section', () => {
  expect(neededLibraries(elf(['libtinfo.so.6', 'libc.so.6']))).toEqual([
    'libtinfo.so.6',
    'libc.so.6',
  ]);
});

test('neededLibraries() is empty for a static program', () => {
  expect(neededLibraries(elf([]))).toEqual([]);
});

test('isElf32() tells programs from scripts and from 64-bit programs', () => {
  expect(isElf32(elf([]))).toBe(true);
  expect(isElf32(Buffer.from('#!/bin/sh\n'))).toBe(false);
  expect(isElf32(Buffer.from('\x7fELF\x02\x01', 'latin1'))).toBe(false);
});
