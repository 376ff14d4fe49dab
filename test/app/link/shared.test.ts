import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatBase64 } from '../../../src/base/base64.ts';
import {
  formatShared,
  isShared,
  limits,
  LinkError,
  parseShared,
  type Shared,
} from '../../../src/app/link/shared.ts';

const image = 'a'.repeat(64);
const one: Shared = { image, lines: [{ terminal: 0, text: 'docker run -d httpd' }] };

async function problem(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof LinkError ? error.problem : `no LinkError but ${String(error)}`;
}

const printable = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .filter((text) => !/[^\P{C}\n\t]|[\u2028\u2029]/u.test(text) && text.trim() !== '');

const anyShared = fc.record({
  image: fc.stringMatching(/^[0-9a-f]{0,64}$/),
  lines: fc.array(
    fc.record({ terminal: fc.integer({ min: 0, max: limits.terminals - 1 }), text: printable }),
    { minLength: 1, maxLength: 30 },
  ),
});

/** A whole link, digest and all, of any JSON text: as somebody makes it who means harm. */
async function forged(json: string): Promise<string> {
  const stream = new Blob([json]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const payload = toUrl(new Uint8Array(await new Response(stream).arrayBuffer()));
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(payload));
  return `#run=1.${toUrl(new Uint8Array(hash)).slice(0, 12)}.${payload}`;
}

function toUrl(bytes: Uint8Array): string {
  return formatBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

describe('a shared link', () => {
  test('comes back as it went, and is a fragment that needs no escaping', async () => {
    await fc.assert(
      fc.asyncProperty(anyShared, async (shared) => {
        const fragment = await formatShared(shared);
        expect(fragment).toMatch(/^#run=1\.[\w-]{12}\.[\w-]+$/);
        expect(isShared(fragment)).toBe(true);
        expect(await parseShared(fragment)).toEqual(shared);
      }),
      { numRuns: 60 },
    );
  });

  test('is refused when any one character of it was changed, or it was cut', async () => {
    const fragment = await formatShared(one);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: '#run=1.'.length, max: fragment.length - 1 }),
        fc.constantFrom('A', 'z', '0', '-', '.', '%'),
        async (at, character) => {
          fc.pre(fragment[at] !== character);
          const changed = fragment.slice(0, at) + character + fragment.slice(at + 1);
          expect(await problem(parseShared(changed))).toBe('damaged');
          expect(await problem(parseShared(fragment.slice(0, at)))).toBe('damaged');
        },
      ),
      { numRuns: 60 },
    );
  });

  test('never throws anything but a LinkError', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.json(), async (text, json) => {
        const known = /^(damaged|oversized|unknown|unseen|empty)$/;
        expect(await problem(parseShared(`#run=${text}`))).toMatch(known);
        expect(await problem(parseShared(await forged(json)))).toMatch(known);
      }),
      { numRuns: 60 },
    );
  });

  test('of a later form is told from a damaged one', async () => {
    const fragment = await formatShared(one);
    expect(await problem(parseShared(fragment.replace('=1.', '=2.')))).toBe('unknown');
  });

  test.each([
    ['more lines', Array.from({ length: limits.lines + 1 }, () => 'ls')],
    ['a longer line', ['x'.repeat(limits.line + 1)]],
    ['more text', Array.from({ length: 8 }, () => 'x'.repeat(limits.line))],
  ])('is neither made nor taken with %s than is allowed', async (_, texts) => {
    const lines = texts.map((text) => ({ terminal: 0, text }));
    expect(await problem(formatShared({ image, lines }))).toBe('oversized');
    const json = JSON.stringify([image, texts.map((text) => [0, text])]);
    expect(await problem(parseShared(await forged(json)))).toBe('oversized');
  });

  test('that does not compress into a fragment is not made', async () => {
    const random = (): string =>
      formatBase64(crypto.getRandomValues(new Uint8Array(1400))).slice(0, limits.line - 200);
    const lines = Array.from({ length: 6 }, () => ({ terminal: 0, text: random() }));
    expect(await problem(formatShared({ image, lines }))).toBe('oversized');
  });

  test('that would inflate to far more than a link holds is not inflated', async () => {
    const bomb = await forged(JSON.stringify([image, [[0, 'x'.repeat(3_000_000)]]]));
    expect(bomb.length).toBeLessThan(limits.fragment);
    expect(await problem(parseShared(bomb))).toBe('oversized');
  });

  test('longer than a fragment may be is refused unread', async () => {
    expect(await problem(parseShared(`#run=1.x.${'A'.repeat(limits.fragment)}`))).toBe('oversized');
  });

  test.each([
    ['an escape sequence', 'ls\u001b[2K\u001b[1Grm'],
    ['a carriage return', 'echo harmless\rrm -rf /tmp/x'],
    ['a change of the writing direction', 'echo \u202e fr mr'],
    ['a zero-width character', 'ls\u200b'],
    ['a line separator', 'ls\u2028rm'],
  ])('with %s is refused: the viewer could not see what would run', async (_, text) => {
    expect(await problem(parseShared(await forged(JSON.stringify([image, [[0, text]]]))))).toBe(
      'unseen',
    );
  });

  test('with nothing to run is refused', async () => {
    expect(await problem(parseShared(await forged(JSON.stringify([image, []]))))).toBe('empty');
  });

  test.each([[-1], [0.5], ['0'], [null]])('with terminal %j is refused', async (terminal) => {
    const fragment = await forged(JSON.stringify([image, [[terminal, 'ls']]]));
    expect(await problem(parseShared(fragment))).toBe('damaged');
  });
});
