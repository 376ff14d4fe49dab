import type { Row } from '../../src/views/row.ts';
import { textWidth } from '../../src/views/text.ts';

interface Extent {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

function extentsOf({ labels, pips }: Row): Extent[] {
  const texts = labels
    .filter(({ text }) => text !== '')
    .map(({ text, x, anchor, font, size }) => {
      const width = textWidth(text, font, size);
      const from = anchor === 'end' ? x - width : anchor === 'middle' ? x - width / 2 : x;
      return { text, from, to: from + width };
    });
  const marks = pips.map(({ x }) => ({ text: '●', from: x - 4, to: x + 4 }));
  return [...texts, ...marks].sort((a, b) => a.from - b.from);
}

/** Texts of a row that run into each other. */
export function crossings(row: Row): string[] {
  const extents = extentsOf(row);
  return extents.flatMap((extent, i) => {
    const next = extents[i + 1];
    return next && next.from < extent.to - 0.5 ? [`${extent.text} | ${next.text}`] : [];
  });
}

/** Texts of a row that go beyond its room, which begins at `x` of the picture. */
export function overflows(row: Row, x: number, width: number): string[] {
  return extentsOf(row)
    .filter(({ from, to }) => from + x < 0 || to > width + 0.5)
    .map(({ text }) => text);
}
