// The guest's archive program, compiled for this machine, given archives that want out of their directory or are broken.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { compileGuest, sanitizerOptions } from '../shim/compile.ts';

const block = 512;
let program = '';
let work = '';

beforeAll(() => {
  program = compileGuest(['archive', 'wire']);
}, 120_000);
beforeEach(() => {
  if (work !== '') rmSync(work, { recursive: true });
  work = mkdtempSync(join(tmpdir(), 'archive-'));
  mkdirSync(join(work, 'root'));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

interface Member {
  readonly name: string;
  readonly type?: string;
  readonly target?: string;
  readonly data?: string;
  /** In the header, whatever the data is. */
  readonly size?: string;
}

/** A member in the ustar format, written apart from the reader (tar(5)). */
function member({ name, type = '0', target = '', data = '', size }: Member): Buffer {
  const header = Buffer.alloc(block);
  const octal = (value: number, length: number): string =>
    `${value.toString(8).padStart(length - 1, '0')}\0`;
  const fields: [number, string][] = [
    [0, name],
    [100, octal(0o644, 8)],
    [108, octal(process.getuid?.() ?? 0, 8)],
    [116, octal(process.getgid?.() ?? 0, 8)],
    [124, size ?? octal(data.length, 12)],
    [136, octal(1, 12)],
    [148, ' '.repeat(8)],
    [156, type],
    [157, target],
    [257, 'ustar\x0000'],
    [329, octal(1, 8)],
    [337, octal(3, 8)],
  ];
  for (const [at, text] of fields) header.write(text, at, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  const body = Buffer.alloc(Math.ceil(data.length / block) * block);
  body.write(data, 'latin1');
  return Buffer.concat([header, body]);
}

function archive(members: readonly Member[]): Buffer {
  return Buffer.concat([...members.map(member), Buffer.alloc(2 * block)]);
}

interface Ran {
  readonly exit: number | null;
  readonly said: string;
}

function run(
  argv: readonly string[],
  input: Uint8Array = Buffer.alloc(0),
): Ran & { readonly out: Buffer } {
  const env = { ...process.env, ...sanitizerOptions(work) };
  const ran = spawnSync(program, argv, { input, env, timeout: 20_000 });
  return { exit: ran.status, said: ran.stderr.toString(), out: ran.stdout };
}

function unpack(input: Uint8Array): Ran {
  const { exit, said } = run(['unpack', join(work, 'root')], input);
  return { exit, said };
}

const inside = (path: string): string => join(work, 'root', path);

describe('unpack', () => {
  test.each(['/../../etc/x', '../../x', 'a/../../../x', '/x', './/x', 'a/./../x'])(
    'puts %j below its directory',
    (name) => {
      expect(unpack(archive([{ name, data: 'mine' }]))).toEqual({ exit: 0, said: '' });
      const path = name.includes('etc') ? 'etc/x' : 'x';
      expect(readFileSync(inside(path), 'latin1')).toBe('mine');
      expect(existsSync(join(work, 'x'))).toBe(false);
    },
  );

  test('makes a hard link only to what is below its directory', () => {
    const members = [{ name: 'link', type: '1', target: '../../../../../etc/passwd' }];
    const { exit, said } = unpack(archive(members));
    expect(exit).toBe(1);
    expect(said).toContain('no such file or directory');
    expect(existsSync(inside('link'))).toBe(false);
  });

  test.runIf(process.getuid?.() === 0)('does not follow a symlink out of its root', () => {
    const outside = join(work, 'outside');
    mkdirSync(outside);
    const members = [
      { name: 'out', type: '2', target: outside },
      { name: 'up', type: '2', target: '../outside' },
      { name: 'out/x', data: 'x' },
      { name: 'up/y', data: 'y' },
    ];
    const argv = ['unpack', '-r', join(work, 'root'), '/'];
    expect(run(argv, archive(members)).exit).toBe(1);
    expect(existsSync(join(outside, 'x'))).toBe(false);
    expect(existsSync(join(outside, 'y'))).toBe(false);
  });

  test('takes the last of members with the same name, whatever each of them is', () => {
    const members = [
      { name: 'a', data: 'first' },
      { name: 'a/', type: '5' },
      { name: 'a/b', data: 'below' },
      { name: 'a', type: '2', target: 'nowhere' },
      { name: 'a', data: 'last' },
    ];
    expect(unpack(archive(members)).exit).toBe(0);
    expect(readFileSync(inside('a'), 'latin1')).toBe('last');
  });

  test.runIf(process.getuid?.() === 0)('makes device nodes and pipes', () => {
    const members = [
      { name: 'null', type: '3' },
      { name: 'pipe', type: '6' },
    ];
    const { exit, said } = unpack(archive(members));
    if (said.includes('operation not permitted')) return; // a container without CAP_MKNOD
    expect(exit).toBe(0);
    expect(lstatSync(inside('null')).isCharacterDevice()).toBe(true);
    expect(lstatSync(inside('pipe')).isFIFO()).toBe(true);
  });

  test.each([
    ['a file of 2 GB of which nothing follows', { name: 'big', size: '20000000000\0' }],
    ['a file of 2^62 bytes', { name: 'big', size: '\x80\0\0\0@\0\0\0\0\0\0\0' }],
    [
      'a file of which half follows',
      { name: 'big', data: 'x'.repeat(block), size: '00000004000\0' },
    ],
  ])('fails at the end of %s, without having taken it up', (_, broken) => {
    const { exit, said } = unpack(member(broken));
    expect({ exit, said }).toEqual({ exit: 1, said: 'unexpected EOF\n' });
  });

  test.each([
    ['a sparse file of GNU tar', member({ name: 's', type: 'S', size: '00000000000\0' })],
    ['an unknown kind of member', member({ name: 's', type: 'Z' })],
    ['a size that is no number', member({ name: 's', size: 'nonsense\0\0\0\0' })],
    ['a negative size', member({ name: 's', size: '\xff'.repeat(12) })],
    ['a name of 2 MB', member({ name: '././@LongLink', type: 'L', size: '00010000000\0' })],
    ['an extended header without an end', member({ name: 'x', type: 'x', data: '99 path=a\n' })],
    ['an extended header without a length', member({ name: 'x', type: 'x', data: 'path=a\n' })],
  ])('refuses %s', (_, input) => {
    const { exit, said } = unpack(input);
    expect(exit).toBe(1);
    expect(said).toMatch(/^(archive\/tar: |unhandled tar header type |unexpected EOF)/);
  });

  test('ends with an answer wherever an archive is cut off or changed', () => {
    const whole = archive([
      { name: 'dir/', type: '5' },
      { name: 'x', type: 'x', data: '20 path=dir/renamed\n' },
      { name: 'dir/file', data: 'content' },
      { name: 'dir/link', type: '1', target: 'dir/renamed' },
      { name: 'dir/symlink', type: '2', target: 'file' },
    ]);
    const change = fc.record({
      at: fc.nat(whole.length - 1),
      byte: fc.nat(255),
      length: fc.nat(whole.length),
    });
    fc.assert(
      fc.property(change, ({ at, byte, length }) => {
        const damaged = Buffer.from(whole);
        damaged[at] = byte;
        expect([0, 1]).toContain(unpack(damaged.subarray(0, length)).exit);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('pack', () => {
  test('writes what unpack reads back, names of any length among them', () => {
    const long = `${'n'.repeat(90)}/${'m'.repeat(90)}`;
    unpack(
      archive([
        { name: 'a', data: 'x' },
        { name: 'b', type: '2', target: 'a' },
      ]),
    );
    mkdirSync(inside(long), { recursive: true });
    const packed = run(['pack', join(work, 'root')]).out;
    rmSync(join(work, 'root'), { recursive: true });
    mkdirSync(join(work, 'root'));
    expect(unpack(packed)).toEqual({ exit: 0, said: '' });
    expect(lstatSync(inside(long)).isDirectory()).toBe(true);
    expect(readFileSync(inside('b'), 'latin1')).toBe('x');
  });
});

test('probe tells archives from other files', () => {
  const probe = (input: Buffer): string => run(['probe'], input).said;
  expect(probe(archive([{ name: 'a' }]))).toBe('{"archive":true}\n');
  for (const other of [Buffer.from('text'), Buffer.alloc(2000), Buffer.alloc(0)]) {
    expect(probe(other)).toBe('{"archive":false}\n');
  }
});
