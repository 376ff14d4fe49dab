import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;
const cache = join(root, 'node_modules/.cache/fishbowl-native');
const strict = ['-std=gnu17', '-D_GNU_SOURCE=', '-g', '-O1', '-Wall', '-Wextra', '-Werror'];
const sanitizers = [
  '-fsanitize=address,undefined',
  '-fno-sanitize-recover=all',
  '-fno-omit-frame-pointer',
  '-static-libasan',
  '-static-libubsan',
];

/** Options of the sanitizers: a fault leaves a file `faults.PID` in the folder, and the exit code 99. */
export function sanitizerOptions(folder: string): NodeJS.ProcessEnv {
  const options = `exitcode=99:detect_leaks=0:log_path=${join(folder, 'faults')}`;
  return { ASAN_OPTIONS: options, UBSAN_OPTIONS: options };
}

/** Path of the program made of the C files in these folders of the project, under the sanitizers. */
export function compileGuest(folders: readonly string[]): string {
  const files = folders.flatMap((folder) => sources(join('src/guest', folder)));
  return compile(files, [...strict, ...sanitizers, '-Isrc/guest']);
}

/** Path of a test's own program with some files of the guest's, under the sanitizers. */
export function compileAgainst(test: string, files: readonly string[]): string {
  const all = [test, ...files.map((file) => join('src/guest', file))];
  return compile(all, [...strict, ...sanitizers, '-Isrc/guest']);
}

/** Path of a program that only the tests need. */
export function compileNative(name: string): string {
  return compile([`test/shim/native/${name}.c`], [...strict, '-lutil']);
}

/** To be called before the tests: a compiler on a busy machine takes longer than a test may. */
export function compileAll(): void {
  compileGuest(['docker', 'wire']);
  compileGuest(['shim', 'wire']);
  compileNative('runtime');
  compileNative('pty');
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => /\.[ch]$/.test(name))
    .map((name) => join(folder, name));
}

function compile(files: readonly string[], flags: readonly string[]): string {
  const compiler = inject('compiler');
  const hash = createHash('sha256').update([compiler, ...flags].join(' '));
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  const program = join(cache, hash.digest('hex').slice(0, 24));
  if (existsSync(program)) return program;
  mkdirSync(cache, { recursive: true });
  const fresh = join(mkdtempSync(join(cache, 'new-')), 'program');
  const code = files.filter((file) => file.endsWith('.c'));
  execFileSync(compiler, [...code, '-o', fresh, ...flags], { cwd: root, stdio: 'pipe' });
  renameSync(fresh, program);
  rmdirSync(dirname(fresh));
  return program;
}
