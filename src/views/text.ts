export type Font = 'mono' | 'sans' | 'serif';

const monoAdvance = 0.605;
const narrow = new Set(" ijlt.,:;'|!()[]/\\fI-");
const wide = new Set('mwMW@%—');

/** Width in pixels that a text will need at most in the fonts of the style sheet, the widest of each family. */
export function textWidth(text: string, font: Font, size: number): number {
  if (font === 'mono') return [...text].length * monoAdvance * size;
  let em = 0;
  for (const letter of text) em += advance(letter);
  return em * size * (font === 'serif' ? 1.04 : 1);
}

function advance(letter: string): number {
  if (narrow.has(letter)) return 0.4;
  if (wide.has(letter)) return 0.98;
  return letter >= 'A' && letter <= 'Z' ? 0.74 : 0.635;
}

/** The text, or as much of its beginning as fits with an ellipsis; '' where not even a letter does. */
export function fitText(text: string, width: number, font: Font, size: number): string {
  if (textWidth(text, font, size) <= width) return text;
  const letters = [...text];
  let low = 0;
  let high = letters.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const tried = `${letters.slice(0, middle).join('')}…`;
    if (textWidth(tried, font, size) <= width) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : `${letters.slice(0, low).join('').trimEnd()}…`;
}
