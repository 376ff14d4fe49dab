import { describe, expect, it } from 'vitest';
import { fitText, textWidth } from '../../src/views/text.ts';

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
