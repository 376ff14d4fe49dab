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
  ['open executable: Permission denied', '/etc', 'exec: "/etc": permission denied'],
])('explainFailure(%s)', (message, program, sentence) => {
  expect(explainFailure(message, program)).toBe(`unable to start container process: ${sentence}`);
});
