export type Font = 'mono' | 'sans' | 'serif';

const monoAdvance = 0.605;

/** Widths in ems of letters that are narrower or wider than most. */
type Advances = readonly (readonly [letters: string, em: number])[];

const sansAdvances: Advances = [
  [" ijlt.,:;'|!()[]/\\fI-", 0.4],
  ['mwMW@%—', 0.98],
];
/** All that is set in the serif face is a title, and bold. */
const serifAdvances: Advances = [
  [" ijl.,:;'’|/\\", 0.38],
  ['ft!()[]IJ-', 0.47],
  ['rsvyz_', 0.58],
  ['aceox?', 0.67],
  ['wNH%', 0.95],
  ['mMW@—…', 1.12],
];

const advances = {
  sans: advancesOf(sansAdvances, { capital: 0.74, other: 0.635 }),
  serif: advancesOf(serifAdvances, { capital: 0.87, other: 0.735 }),
};

function advancesOf(
  special: Advances,
  { capital, other }: { readonly capital: number; readonly other: number },
): (letter: string) => number {
  const known = new Map(special.flatMap(([letters, em]) => [...letters].map((each) => [each, em])));
  return (letter) => known.get(letter) ?? (letter >= 'A' && letter <= 'Z' ? capital : other);
}

/** Width in pixels that a text will need at most in the fonts of the style sheet, the widest of each family. */
export function textWidth(text: string, font: Font, size: number): number {
  if (font === 'mono') return [...text].length * monoAdvance * size;
  const advance = advances[font];
  let em = 0;
  for (const letter of text) em += advance(letter);
  return em * size;
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

/** How a text is broken into lines. */
export interface Setting {
  readonly font: Font;
  readonly size: number;
  /** Lines at most: the last is cut where there is more. */
  readonly most?: number;
}

/** What a line can begin with: `gap` stands before it where it does not. */
interface Piece {
  readonly gap: '' | ' ';
  readonly text: string;
}

/** A text in lines of a width, broken between words, and within those that are longer than a line. */
export function wrapText(text: string, room: number, setting: Setting): string[] {
  const { font, size, most = Infinity } = setting;
  const pieces = text
    .split(' ')
    .filter(Boolean)
    .flatMap((word) => piecesOf(word, room, setting));
  const space = textWidth(' ', font, size);
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const [i, piece] of pieces.entries()) {
    const width = textWidth(piece.text, font, size);
    const gap = piece.gap === '' ? 0 : space;
    if (line !== '' && used + gap + width > room) {
      if (lines.length === most - 1) {
        const rest = pieces.slice(i).map((each) => each.gap + each.text);
        return [...lines, fitText(line + rest.join(''), room, font, size)];
      }
      lines.push(line);
      [line, used] = [piece.text, width];
    } else {
      used += line === '' ? width : gap + width;
      line += line === '' ? piece.text : piece.gap + piece.text;
    }
  }
  return line === '' ? lines : accompanied([...lines, line], room, setting);
}

/** Of the room's width: a last line that is shorter looks lost. */
const lost = 0.16;

/** A short last word of a text is not left alone: the one before goes with it. */
function accompanied(lines: readonly string[], room: number, { font, size }: Setting): string[] {
  const [last = '', before = ''] = lines.toReversed();
  const gap = before.lastIndexOf(' ');
  if (font === 'mono' || gap < 0 || textWidth(last, font, size) > lost * room) return [...lines];
  return [...lines.slice(0, -2), before.slice(0, gap), `${before.slice(gap + 1)} ${last}`];
}

/** Where a long word is best broken: after what joins its parts. */
const joints = /[-/:,=._]$/;

function piecesOf(word: string, room: number, { font, size }: Setting): Piece[] {
  if (textWidth(word, font, size) <= room) return [{ gap: ' ', text: word }];
  const pieces: Piece[] = [];
  let left = [...word];
  while (left.length > 0) {
    let count = left.length;
    while (count > 1 && textWidth(left.slice(0, count).join(''), font, size) > room) count--;
    let joint = count;
    while (joint > count / 4 && !joints.test(left[joint - 1] ?? '')) joint--;
    if (count < left.length && joint > count / 4) count = joint;
    pieces.push({ gap: pieces.length === 0 ? ' ' : '', text: left.slice(0, count).join('') });
    left = left.slice(count);
  }
  return pieces;
}
