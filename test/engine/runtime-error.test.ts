import { expect, test } from 'vitest';
import { explainFailure } from '../../src/engine/runtime-error.ts';

// Left: what crun 1.8.1 wrote. Right: what the reference engine's runtime says to the same mistake.
test.each([
  [
    'executable file `nope` not found in $PATH: No such file or directory',
    'nope',
    'exec: "nope": executable file not found in $PATH',
  ],
  [
    '2026-01-02T03:04:05.000000Z: executable file `nope` not found in $PATH: No such file or directory',
    'nope',
    'exec: "nope": executable file not found in $PATH',
  ],
  ['open executable: Operation not permitted', '/etc', 'exec: "/etc": permission denied'],
  [
    'executable file `/nope` not found in $PATH: No such file or directory',
    '/nope',
    'exec: "/nope": stat /nope: no such file or directory',
  ],
  [
    'chdir to `/nope`: No such file or directory',
    'ls',
    'chdir to cwd ("/nope") set in config.json failed: no such file or directory',
  ],
  ['exec format error', '/hello', 'exec format error'],
])('explainFailure(%s)', (message, program, sentence) => {
  expect(explainFailure(message, program)).toContain(sentence);
});
