import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/machine.ts', import.meta.url));

function start(argument: string): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', script, argument]);
}

/** Sends all lines at once and ends the input; answers each line of the output, parsed. */
async function ask(requests: readonly (object | string)[]): Promise<unknown[]> {
  const child = start('--json');
  for (const request of requests) {
    child.stdin?.write(`${typeof request === 'string' ? request : JSON.stringify(request)}\n`);
  }
  child.stdin?.end();
  const answers: unknown[] = [];
  if (!child.stdout) throw new Error('No standard output');
  for await (const line of createInterface({ input: child.stdout })) answers.push(JSON.parse(line));
  return answers;
}

const ok = (stdout: string): object => ({ exit: 0, stdout, stderr: '', ms: expect.any(Number) });

test('machine --json runs lines in order, in a working directory that lasts', async () => {
  const answers = await ask([
    { cmd: 'pwd; id -un' },
    { cmd: 'cd /tmp; exit 7' },
    { cmd: 'pwd; echo "$#:$1"' },
    { cmd: 'cd /usr && cd lib' },
    { cmd: 'cat >&2; pwd', stdin: 'to stderr' },
    { cmd: 'kill -9 $$' },
    { cmd: 'if' },
    { cmd: 'no-such-command' },
  ]);
  const ms = expect.any(Number) as number;
  expect(answers).toEqual([
    ok('/root\nroot\n'),
    { ...ok(''), exit: 7 },
    ok('/tmp\n0:\n'),
    ok(''),
    { ...ok('/usr/lib\n'), stderr: 'to stderr' },
    { ...ok(''), exit: 137 },
    { exit: 2, stdout: '', stderr: expect.stringContaining('yntax error') as string, ms },
    { exit: 127, stdout: '', stderr: expect.stringContaining('not found') as string, ms },
  ]);
});

test('machine --json moves files, resets, tells the world and goes on after a bad line', async () => {
  const base64 = Buffer.from([0, 255, 10, 128]).toString('base64');
  const answers = await ask([
    { put: '/tmp/bytes', base64 },
    { get: '/tmp/bytes' },
    'rubbish',
    { reset: true },
    { get: '/tmp/bytes' },
    { cmd: 'unshare --pid --fork --mount-proc sleep 1000 >/dev/null 2>&1 &' },
    { cmd: 'until pgrep -x sleep; do :; done' },
    { world: true },
  ]);
  expect(answers).toMatchObject([
    { put: '/tmp/bytes', bytes: 4 },
    { get: '/tmp/bytes', base64 },
    { error: 'Not JSON: rubbish' },
    { reset: true },
    { error: expect.stringContaining('No such file') as string },
    { exit: 0 },
    { exit: 0 },
    { world: { processes: expect.anything() as unknown } },
  ]);
  expect(JSON.stringify(answers.at(-1)).includes('"argv":["sleep","1000"]')).toBe(true);
});

test('machine LINE passes output and exit code on', async () => {
  const child = start('echo out; echo err >&2; exit 3');
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr?.on('data', (chunk) => (stderr += String(chunk)));
  const exit = await new Promise((resolve) => child.on('close', resolve));
  expect({ exit, stdout, stderr }).toEqual({ exit: 3, stdout: 'out\n', stderr: 'err\n' });
});
