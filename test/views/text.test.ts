import { describe, expect, it } from 'vitest';
import { fitText, textWidth, wrapText } from '../../src/views/text.ts';

describe('fitText()', () => {
  it('keeps a text that fits', () => {
    expect(fitText('sleep', 100, 'mono', 12)).toBe('sleep');
  });

  it('cuts a text that does not, with an ellipsis', () => {
    const cut = fitText('an-executable-of-great-length', 100, 'mono', 12);
    expect(cut).toBe('an-executabl…');
    expect(textWidth(cut, 'mono', 12)).toBeLessThanOrEqual(100);
  });

  it('says nothing where not even a letter fits', () => {
    expect(fitText('sleep', 10, 'mono', 12)).toBe('');
  });
});

describe('wrapText()', () => {
  const setting = { font: 'mono', size: 10 } as const;

  it('keeps a text that fits in one line', () => {
    expect(wrapText('a copy of itself', 100, setting)).toEqual(['a copy of itself']);
  });

  it('breaks between words, and no line is wider than the room', () => {
    const lines = wrapText('Becomes another program; it stays the same process.', 100, setting);
    expect(lines).toEqual(['Becomes another', 'program; it', 'stays the same', 'process.']);
    for (const line of lines) expect(textWidth(line, 'mono', 10)).toBeLessThanOrEqual(100);
  });

  it('breaks a word that is longer than a line behind what joins its parts', () => {
    const path = 'registry.example:5000/team/web';
    const lines = wrapText(path, 100, setting);
    expect(lines).toEqual(['registry.', 'example:5000/', 'team/web']);
    expect(lines.join('')).toBe(path);
  });

  it('cuts the last of so many lines', () => {
    expect(wrapText('one two three four five six', 60, { ...setting, most: 2 })).toEqual([
      'one two',
      'three fo…',
    ]);
  });

  it('leaves no short word alone in the last line', () => {
    const text = 'each numbers its own from 1';
    expect(wrapText(text, 150, { font: 'sans', size: 10 })).toEqual([
      'each numbers its own',
      'from 1',
    ]);
  });

  it('has no line for no text', () => {
    expect(wrapText('', 100, setting)).toEqual([]);
  });
});
