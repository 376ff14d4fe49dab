import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PastOutput } from '../../src/app/terminal/past-output.ts';
import type { TerminalSize } from '../../src/backend/backend.ts';
import type { RecordingEntry } from '../../src/world/recording.ts';

/** A screen as a text; a change of size is told in it. */
class Paper {
  text = '';

  clear(): void {
    this.text = '';
  }

  put(text: string): void {
    this.text += text;
  }

  resize({ rows, cols }: TerminalSize): void {
    this.text += `[${String(rows)}x${String(cols)}]`;
  }
}

const opened = (at: number, terminal = 1): RecordingEntry => ({
  at,
  terminal,
  type: 'terminal/opened',
  rows: 24,
  cols: 80,
});
const output = (at: number, text: string, terminal = 1): RecordingEntry => ({
  at,
  terminal,
  type: 'terminal/output',
  text,
});

function shownAt(entries: readonly RecordingEntry[], at: number, ceiling?: number): string {
  const paper = new Paper();
  new PastOutput(paper).show(entries, 1, at, ceiling);
  return paper.text;
}

const entries = [
  opened(1000),
  output(2000, 'a'),
  output(2500, 'x', 2),
  output(3000, 'b'),
  output(4000, 'c'),
];

describe('PastOutput', () => {
  test('shows what a terminal had shown by then, and of no other', () => {
    expect(shownAt(entries, 3500)).toBe('[24x80]ab');
    expect(shownAt(entries, 1500)).toBe('[24x80]');
  });

  test('takes in what belongs to an event but came a little later, up to the next command', () => {
    expect(shownAt(entries, 2900)).toBe('[24x80]ab');
    expect(shownAt(entries, 2900, 2950)).toBe('[24x80]a');
  });

  test('tells when the terminal was not open yet', () => {
    const past = new PastOutput(new Paper());
    expect(past.show(entries, 1, 500)).toBe(false);
    expect(past.show(entries, 1, 1500)).toBe(true);
    expect(past.show(entries, 3, 1500)).toBe(false);
  });

  test('shows the same whatever was shown before', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1 }), (moments) => {
        const paper = new Paper();
        const past = new PastOutput(paper);
        for (const at of moments) {
          past.show(entries, 1, at);
          expect(paper.text).toBe(shownAt(entries, at));
        }
      }),
    );
  });

  test('does not draw more than fills a screen, and in the right size', () => {
    const long = [
      opened(0),
      ...Array.from({ length: 50 }, (_, at) => output(at, 'x'.repeat(20_000))),
    ];
    const shown = shownAt(long, 1000);
    expect(shown.length).toBeLessThan(450_000);
    expect(shown).toMatch(/^\[24x80\]x/);
  });
});
