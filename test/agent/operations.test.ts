import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Operation } from '../../src/agent/agent.ts';
import { decodeText, encodeText } from '../../src/base/bytes.ts';
import { startNativeAgent } from './native-agent.ts';
import type { NativeAgent } from './native-agent.ts';

let native: NativeAgent;
beforeAll(async () => {
  native = await startNativeAgent();
}, 120_000);
afterAll(() => native.stop());

const path = (name: string): string => join(native.folder, name);
const call = <O extends Operation>(operation: O) => native.agent.call(operation);
const bytesOf = (size: number): Uint8Array =>
  Uint8Array.from({ length: size }, (_, i) => (i * 31) ^ (i >> 8));

describe('files', () => {
  test('a written file reads back, of any size and with any bytes', async () => {
    const sizes = [0, 1, 65_500, 65_536, 70_000, 1_000_000, 3_000_001];
    for (const size of sizes) {
      const data = bytesOf(size);
      await call({ op: 'write', path: path('file'), data });
      expect(Buffer.compare(await call({ op: 'read', path: path('file') }), data)).toBe(0);
    }
  });

  test('`read` gives the part asked for', async () => {
    await call({ op: 'write', path: path('part'), data: encodeText('0123456789') });
    const part = await call({ op: 'read', path: path('part'), offset: 3, length: 4 });
    expect(decodeText(part)).toBe('3456');
  });

  test('`write` appends, and refuses what is there with `exclusive`', async () => {
    const to = { op: 'write', path: path('log') } as const;
    await call({ ...to, data: encodeText('a'), mode: 0o600 });
    await call({ ...to, data: encodeText('b'), append: true });
    expect(decodeText(await call({ op: 'read', path: path('log') }))).toBe('ab');
    await expect(call({ ...to, data: encodeText('c'), exclusive: true })).rejects.toMatchObject({
      errno: 'EEXIST',
      message: `Cannot write ${path('log')}: File exists`,
    });
  });

  test('`list` and `stat` tell what is there', async () => {
    await call({ op: 'mkdir', path: path('d/e'), parents: true, mode: 0o700 });
    await call({ op: 'symlink', target: 'nowhere', path: path('d/l') });
    await call({ op: 'write', path: path('d/f'), data: bytesOf(5), mode: 0o640 });
    await call({ op: 'utimes', path: path('d/f'), mtime: 1234567890.5 });
    await call({ op: 'link', target: path('d/f'), path: path('d/g') });
    const entries = [...(await call({ op: 'list', path: path('d') }))].sort((a, b) =>
      a.name < b.name ? -1 : 1,
    );
    expect(entries.map(({ name, type, mode }) => [name, type, mode])).toEqual([
      ['e', 'directory', 0o700],
      ['f', 'file', 0o640],
      ['g', 'file', 0o640],
      ['l', 'symlink', 0o777],
    ]);
    expect(entries[3]?.target).toBe('nowhere');
    const stat = await call({ op: 'stat', path: path('d/f') });
    expect(stat).toMatchObject({ type: 'file', size: 5, links: 2, mtime: 1234567890.5 });
    expect(await call({ op: 'readlink', path: path('d/l') })).toBe('nowhere');
  });

  test('`list` tells thousands of entries', async () => {
    const names = Array.from({ length: 2000 }, (_, i) => `entry-with-a-longish-name-${i}`);
    const operations: Operation[] = names.map((name) => ({
      op: 'mkdir',
      path: path(`many/${name}`),
      parents: true,
    }));
    expect((await native.agent.batch(operations)).every(({ ok }) => ok)).toBe(true);
    const entries = await call({ op: 'list', path: path('many') });
    expect(entries.map(({ name }) => name).sort()).toEqual(names.sort());
  });

  test('`remove` takes a whole tree away, however deep, and follows no symlink', async () => {
    const deep = Array.from({ length: 200 }, () => 'd').join('/');
    await call({ op: 'mkdir', path: path(`tree/${deep}`), parents: true });
    await call({ op: 'write', path: path(`tree/${deep}/f`), data: bytesOf(1) });
    await call({ op: 'write', path: path('kept'), data: bytesOf(1) });
    await call({ op: 'mkdir', path: path('kept-folder/in'), parents: true });
    await call({ op: 'symlink', target: path('kept-folder'), path: path('tree/link') });
    await expect(call({ op: 'remove', path: path('tree') })).rejects.toMatchObject({
      errno: 'ENOTEMPTY',
    });
    await call({ op: 'remove', path: path('tree'), recursive: true });
    await expect(call({ op: 'stat', path: path('tree') })).rejects.toMatchObject({
      errno: 'ENOENT',
    });
    expect(await call({ op: 'stat', path: path('kept-folder/in') })).toMatchObject({
      type: 'directory',
    });
  });

  test('operations refuse relative paths and name what failed', async () => {
    await expect(call({ op: 'list', path: 'etc' })).rejects.toMatchObject({ errno: 'EINVAL' });
    await expect(call({ op: 'rename', from: path('no'), to: path('yes') })).rejects.toThrow(
      `Cannot rename ${path('no')} to ${path('yes')}: No such file or directory`,
    );
  });

  test('`statfs` and `kill` answer', async () => {
    const { total, free } = await call({ op: 'statfs', path: '/' });
    expect(total).toBeGreaterThan(free);
    await expect(call({ op: 'kill', pid: 2 ** 30, signal: 0 })).rejects.toMatchObject({
      errno: 'ESRCH',
    });
  });
});

describe('batches', () => {
  test('stop at the first failure, or go on with `keepGoing`', async () => {
    const operations: Operation[] = [
      { op: 'mkdir', path: path('one') },
      { op: 'mkdir', path: path('one') },
      { op: 'mkdir', path: path('two') },
    ];
    const stopped = await native.agent.batch(operations);
    expect(stopped.map(({ ok }) => ok)).toEqual([true, false]);
    const whole = await native.agent.batch(operations, { keepGoing: true });
    expect(whole.map(({ ok }) => ok)).toEqual([false, false, true]);
  });

  test('a failed write leaves out its data and not what follows', async () => {
    const results = await native.agent.batch(
      [
        { op: 'write', path: path('none/file'), data: bytesOf(500_000) },
        { op: 'write', path: path('after'), data: encodeText('here') },
        { op: 'read', path: path('after') },
      ],
      { keepGoing: true },
    );
    expect(results.map(({ ok }) => ok)).toEqual([false, true, true]);
  });

  test('a program under way does not hold up other batches', async () => {
    const slow = native.agent.call({ op: 'run', argv: ['sleep', '60'], timeout: 600_000 });
    const failed = slow.then(
      () => 'answered',
      () => 'failed',
    );
    expect((await call({ op: 'run', argv: ['true'] })).exit).toBe(0);
    await native.agent.greet();
    expect(await failed).toBe('failed');
  });

  test('carry random file trees unchanged', async () => {
    const name = fc
      .string({ minLength: 1, maxLength: 20 })
      .filter((s) => !/[/\0]/.test(s) && s !== '.' && s !== '..');
    const files = fc.uniqueArray(fc.tuple(name, fc.uint8Array({ maxLength: 2000 })), {
      selector: ([n]) => n,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(files, async (tree) => {
        await call({ op: 'mkdir', path: path('random'), mode: 0o755 });
        await native.agent.batch(
          tree.map(([n, data]) => ({ op: 'write', path: path(`random/${n}`), data })),
        );
        const listed = await call({ op: 'list', path: path('random') });
        const read = await native.agent.batch(
          listed.map((entry) => ({ op: 'read', path: path(`random/${entry.name}`) })),
        );
        const found = listed.map((entry, i) => [entry.name, read[i]]);
        const expected = tree.map(([n, data]) => [n, { ok: true, value: data }]);
        const sort = (rows: unknown[][]): unknown[][] =>
          rows.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
        expect(sort(found)).toEqual(sort(expected));
        await call({ op: 'remove', path: path('random'), recursive: true });
      }),
      { numRuns: 30 },
    );
  });
});

describe('run', () => {
  test('passes arguments, environment, directory, stdin, both outputs and the exit code', async () => {
    const result = await call({
      op: 'run',
      argv: ['sh', '-c', 'cat; echo "$A $1 $PWD" >&2; exit 7', 'sh', 'b c'],
      env: ['A=a', 'PATH=/usr/bin:/bin'],
      cwd: native.folder,
      stdin: encodeText('in\n'),
    });
    expect(decodeText(result.stdout)).toBe('in\n');
    expect(decodeText(result.stderr)).toBe(`a b c ${native.folder}\n`);
    expect(result).toMatchObject({ exit: 7, truncated: false });
  });

  test('streams megabytes through a program', async () => {
    const stdin = bytesOf(5_000_000);
    const { stdout } = await call({ op: 'run', argv: ['cat'], stdin });
    expect(Buffer.compare(stdout, stdin)).toBe(0);
  });

  test('copes with a program that does not read its stdin', async () => {
    const batch = await native.agent.batch([
      { op: 'run', argv: ['true'], stdin: bytesOf(2_000_000) },
      { op: 'run', argv: ['echo', 'next'] },
    ]);
    expect(batch[1]).toMatchObject({ ok: true, value: { stdout: encodeText('next\n') } });
  });

  test('cuts output at `limit` and says so', async () => {
    const { stdout, truncated } = await call({ op: 'run', argv: ['seq', '100000'], limit: 10 });
    expect(decodeText(stdout)).toBe('1\n2\n3\n4\n5\n');
    expect(truncated).toBe(true);
  });

  test('kills the whole group when the time is up', async () => {
    const { exit } = await call({
      op: 'run',
      argv: ['sh', '-c', 'sleep 100 | sleep 100'],
      timeout: 50,
    });
    expect(exit).toBe(128 + 9);
  });

  test('counts a signal as the shell does, and tells what cannot be run', async () => {
    expect((await call({ op: 'run', argv: ['sh', '-c', 'kill -TERM $$'] })).exit).toBe(143);
    await expect(call({ op: 'run', argv: ['no-such-program'] })).rejects.toThrow(
      'Cannot run no-such-program: No such file or directory',
    );
    await expect(call({ op: 'run', argv: ['/etc/passwd'] })).rejects.toMatchObject({
      errno: 'EACCES',
    });
    await expect(call({ op: 'run', argv: ['true'], cwd: '/none' })).rejects.toMatchObject({
      errno: 'ENOENT',
    });
    await expect(call({ op: 'run', argv: [] })).rejects.toMatchObject({ errno: 'EINVAL' });
  });

  test('does not wait for a daemon that holds its output', async () => {
    const { stdout } = await call({ op: 'run', argv: ['sh', '-c', 'sleep 5 & echo done'] });
    expect(decodeText(stdout)).toBe('done\n');
  });
});
