import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { formatCpio } from '../../src/guest/cpio.ts';
import { epoch, tarEntries, Tree } from '../../src/guest/tree.ts';
import { readTar } from '../../src/oci/tar-read.ts';
import { writeTar } from '../../src/oci/tar-write.ts';

function sample(): Tree {
  const tree = new Tree();
  tree.file('usr/bin/tool', 'four', 0o4755);
  tree.symlink('bin', 'usr/bin');
  tree.directory('tmp', 0o1777);
  tree.char('dev/null', 0o666, [1, 3]);
  return tree;
}

test('formatCpio() writes an archive that names, types and modes can be read from', () => {
  const { status, stdout } = spawnSync('perl', ['-e', reader], { input: formatCpio(sample()) });
  expect(status).toBe(0);
  expect(stdout.toString().trim().split('\n')).toEqual([
    'bin 120777 7 0:0 usr/bin',
    'dev 040755 0 0:0 ',
    'dev/null 020666 0 1:3 ',
    'tmp 041777 0 0:0 ',
    'usr 040755 0 0:0 ',
    'usr/bin 040755 0 0:0 ',
    'usr/bin/tool 104755 4 0:0 four',
  ]);
});

// A reader of the format written apart from the writer; Perl stands on every Debian.
const reader = `
  local $/; binmode STDIN; $_ = <STDIN>; my $at = 0;
  while (1) {
    my @f = map { hex } unpack '(A8)13', substr $_, $at + 6, 104;
    die "magic" unless substr($_, $at, 6) eq '070701';
    my $name = substr $_, $at + 110, $f[11] - 1;
    my $data = $at + 110 + $f[11]; $data += -$data & 3;
    last if $name eq 'TRAILER!!!';
    printf "%s %06o %d %d:%d %s\\n", $name, $f[1], $f[6], $f[9], $f[10], substr $_, $data, $f[6];
    $at = $data + $f[6]; $at += -$at & 3;
  }`;

test('equal trees give equal archives, in whatever order they were filled', () => {
  const other = new Tree();
  other.char('dev/null', 0o666, [1, 3]);
  other.directory('tmp', 0o1777);
  other.symlink('bin', 'usr/bin');
  other.file('usr/bin/tool', 'four', 0o4755);
  expect(formatCpio(other)).toEqual(formatCpio(sample()));
  expect(writeTar(tarEntries(other))).toEqual(writeTar(tarEntries(sample())));
});

test('tarEntries() gives every file to root at one moment', () => {
  const read = [...readTar(writeTar(tarEntries(sample())))];
  expect(read.map(({ path }) => path.replace(/\/$/, ''))).toEqual(
    sample()
      .entries()
      .map(([path]) => path),
  );
  for (const { uid, gid, mtime } of read) expect([uid, gid, mtime]).toEqual([0, 0, epoch]);
});

test('Tree refuses a file below a symlink', () => {
  expect(() => sample().file('bin/other', '')).toThrow('bin is a symlink');
});
