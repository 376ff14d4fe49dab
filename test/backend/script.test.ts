import { describe, expect, test } from 'vitest';
import { encodeText } from '../../src/base/bytes.ts';
import { answerLine } from '../../src/backend/script.ts';
import type { Scripted } from '../../src/backend/script.ts';
import { emptyWorld } from '../../src/world/empty.ts';

/** A guest of one file, whose only command is to say what it was given. */
function fakeGuest(): Scripted {
  const files = new Map<string, Uint8Array>();
  return {
    run: (line, { stdin }) =>
      Promise.resolve({
        exit: 3,
        stdout: encodeText(line),
        stderr: stdin ?? new Uint8Array(0),
        truncated: false,
      }),
    put(path, bytes) {
      files.set(path, bytes);
      return Promise.resolve();
    },
    get: (path) => {
      const bytes = files.get(path);
      return bytes ? Promise.resolve(bytes) : Promise.reject(new Error(`read ${path}: ENOENT`));
    },
    reset() {
      files.clear();
      return Promise.resolve();
    },
    world: () => Promise.resolve(emptyWorld),
  };
}

/** Answers with a clock of which every look takes 6 ms. */
async function ask(guest: Scripted, request: unknown): Promise<unknown> {
  let time = 0;
  const line = typeof request === 'string' ? request : JSON.stringify(request);
  return JSON.parse(await answerLine(guest, line, () => (time += 6)));
}

describe('answerLine()', () => {
  test('runs a command with its standard input', async () => {
    const guest = fakeGuest();
    expect(await ask(guest, { cmd: 'wc -c', stdin: 'grüße' })).toEqual({
      exit: 3,
      stdout: 'wc -c',
      stderr: 'grüße',
      ms: 6,
    });
  });

  test('puts and gets files, byte for byte', async () => {
    const guest = fakeGuest();
    const base64 = Buffer.from(Uint8Array.from({ length: 70_000 }, (_, at) => at * 7)).toString(
      'base64',
    );
    expect(await ask(guest, { put: '/f', base64 })).toEqual({ put: '/f', bytes: 70_000, ms: 6 });
    expect(await ask(guest, { get: '/f' })).toEqual({ get: '/f', base64, ms: 6 });
    expect(await ask(guest, { reset: true })).toEqual({ reset: true, ms: 6 });
    expect(await ask(guest, { get: '/f' })).toEqual({ error: 'read /f: ENOENT' });
  });

  test('tells the world', async () => {
    expect(await ask(fakeGuest(), { world: true })).toMatchObject({ world: { seq: 0 } });
  });

  test.each([
    ['{"cmd":', 'Not JSON: {"cmd":'],
    ['[1]', 'Not a JSON object'],
    [{}, 'Give one of cmd, put, get, reset, world in a line'],
    [{ cmd: 'ls', get: '/f' }, 'Give one of cmd, put, get, reset, world in a line'],
    [{ cmd: 5 }, '"cmd" must be a string'],
    [{ cmd: 'cat', stdin: 5 }, '"stdin" must be a string'],
    [{ put: '/f', base64: '%' }, '"base64" is not base64'],
    [{ reset: 'now' }, '"reset" must be true'],
  ])('answers %j with an error', async (request, error) => {
    expect(await ask(fakeGuest(), request)).toEqual({ error });
  });
});
