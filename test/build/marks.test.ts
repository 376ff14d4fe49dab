import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

// The shell's marks, by the host's own bash on a pseudo-terminal that script(1) makes.
const marks = join(import.meta.dirname, '../../src/guest/root/usr/lib/fishbowl/marks.bash');
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fishbowl-marks-'));
  const start = `PS1='$ '; HISTFILE=; HISTCONTROL=; shopt -s cmdhist lithist\n__fishbowl_file=${folder}/history\n. ${marks}\n`;
  await writeFile(join(folder, 'rc'), start);
});
afterEach(() => rm(folder, { recursive: true }));

/** Types lines into an interactive bash, each when the prompt of the one before has ended, and returns the bodies of its marks. */
async function typed(lines: readonly string[]): Promise<string[]> {
  const shell = `bash --noprofile --rcfile ${folder}/rc -i`;
  const env = { PATH: process.env['PATH'] ?? '', TERM: 'dumb', LC_ALL: 'C.UTF-8', HOME: folder };
  const child = spawn('script', ['-qefc', shell, `${folder}/typescript`], { env });
  const rest = [...lines, 'exit'];
  let output = '';
  let prompts = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    const seen = output.split('\x1b]133;B').length - 1;
    for (; prompts < seen; prompts += 1) child.stdin.write(`${rest.shift() ?? ''}\r`);
  });
  await new Promise((resolve) => child.on('close', resolve));
  return [...output.matchAll(/\x1b\]133;([\s\S]*?)\x1b\\/g)].map(([, body]) => body ?? '');
}

/** Of the marks, those between the first prompt and the closing `exit`. */
function between(bodies: readonly string[]): string[] {
  return bodies.slice(2, bodies.lastIndexOf('C'));
}

test('a command has its text when it starts and its exit code when it ends', async () => {
  expect(between(await typed(['false']))).toEqual(['C', 'C;false', 'D;1;false', 'A', 'B']);
});

test('what a loop writes into a file is all that is in it', async () => {
  const line = `for i in 1 2; do echo $i; done > ${folder}/file`;
  expect(between(await typed([line]))).toEqual(['C', `C;${line}`, `D;0;${line}`, 'A', 'B']);
  expect(await readFile(join(folder, 'file'), 'utf8')).toBe('1\n2\n');
});

test('an empty line has no command', async () => {
  expect(between(await typed(['']))).toEqual(['A', 'B']);
});

test('a line of several commands is one command', async () => {
  const line = 'true; (exit 3) | cat && f() { :; }; f';
  expect(between(await typed([line]))).toEqual(['C', `C;${line}`, `D;0;${line}`, 'A', 'B']);
});

test('a line that is one subshell is named when it has ended', async () => {
  expect(between(await typed(['( exit 4 )']))).toEqual([
    'C',
    'C;( exit 4 )',
    'D;4;( exit 4 )',
    'A',
    'B',
  ]);
});

test('a command of several lines keeps its line ends, encoded', async () => {
  const bodies = between(await typed([`x='a\r%b'`]));
  expect(bodies).toEqual(['C', `C;x='a%0A%25b'`, `D;0;x='a%0A%25b'`, 'A', 'B']);
});

test('control characters are encoded byte by byte, other text stands as it is', async () => {
  const bodies = between(await typed([`: é \u0016\u0001 ; \u0016\u0007 €`]));
  expect(bodies[1]).toBe('C;: é %01 ; %07 €');
});

test('the marks start no process', async () => {
  const fresh = await typed(['echo $BASHPID', 'true', 'true', 'echo $BASHPID']);
  expect(fresh.filter((body) => body === 'C;true')).toHaveLength(2);
  const text = await readFile(marks, 'utf8');
  const code = text.replace(/^\s*#.*$/gm, '');
  expect(code).not.toMatch(/\$\([^(]|`|<\(/);
});
