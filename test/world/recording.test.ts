import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apply } from '../../src/world/apply.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import {
  formatRecording,
  isTerminalEntry,
  parseRecording,
  RecordingError,
  type Recording,
  type RecordingEntry,
} from '../../src/world/recording.ts';
import { anyFact } from './any-fact.ts';
import { numbered, process, worldWith } from './sample.ts';

const anyRecording: fc.Arbitrary<Recording> = fc
  .tuple(
    fc.array(anyFact, { maxLength: 10 }),
    fc.array(anyFact, { maxLength: 20 }),
    fc.string({ unit: 'binary' }),
  )
  .map(([before, facts, text]) => {
    const world = numbered(before).reduce(apply, emptyWorld);
    const events = numbered(facts, before.length + 1);
    const at = events.at(-1)?.at ?? world.at;
    const shown: RecordingEntry[] = [
      { type: 'terminal/opened', at, terminal: 1, rows: 24, cols: 80 },
      { type: 'terminal/output', at, terminal: 1, text },
      { type: 'terminal/closed', at, terminal: 1 },
    ];
    return { imageId: text, world, entries: [...events, ...shown] };
  });

const recording: Recording = {
  imageId: 'image',
  world: worldWith(process({ pid: 1 })),
  entries: [
    ...numbered([{ type: 'process/forked', process: process({ pid: 7 }) }], 2),
    { type: 'terminal/output', at: 30, terminal: 1, text: 'hello\r\n' },
  ],
};

function lineOf(text: string): number {
  try {
    parseRecording(text);
  } catch (error) {
    if (error instanceof RecordingError) return error.line;
    throw error;
  }
  return 0;
}

describe('parseRecording()', () => {
  test('gives back any recording that was formatted', () => {
    fc.assert(
      fc.property(anyRecording, (sample) => {
        expect(parseRecording(formatRecording(sample))).toEqual(sample);
      }),
      { numRuns: 200 },
    );
  });

  test('refuses any text that was cut short', () => {
    const text = formatRecording(recording);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length - 1 }), (length) => {
        const cut = text.slice(0, length);
        if (!cut.endsWith('\n')) expect(() => parseRecording(cut)).toThrow(RecordingError);
      }),
    );
  });

  test('throws nothing but RecordingError, whatever is changed in a text', () => {
    const text = formatRecording(recording);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ maxLength: 3 }), (at, put) => {
        const damaged = text.slice(0, at) + put + text.slice(at + 1);
        try {
          const { world, entries } = parseRecording(damaged);
          entries.filter((entry) => !isTerminalEntry(entry)).reduce(apply, world);
        } catch (error) {
          expect(error).toBeInstanceOf(RecordingError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['another format', 1, '{"format":"asciicast/2"}\n'],
    ['an empty text', 1, ''],
    ['a line that is not JSON', 2, formatRecording({ ...recording, entries: [] }) + '{\n'],
    [
      'an unknown event',
      2,
      formatRecording({ ...recording, entries: [] }) + '{"seq":2,"at":20,"type":"constructor"}\n',
    ],
    [
      'an event out of order',
      3,
      formatRecording({
        ...recording,
        entries: [...recording.entries.slice(0, 1), ...recording.entries.slice(0, 1)],
      }),
    ],
    [
      'a clock that runs backwards',
      4,
      formatRecording({
        ...recording,
        entries: [...recording.entries, { type: 'terminal/closed', at: 1, terminal: 1 }],
      }),
    ],
    [
      'a row with a field of another type',
      2,
      formatRecording(recording).replace('"comm":"p7"', '"comm":7'),
    ],
  ])('names the line of %s', (_, line, text) => {
    expect(lineOf(text)).toBe(line);
  });
});
