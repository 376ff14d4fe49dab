import { say } from '../say.ts';
import { heights } from '../style.ts';
import { textWidth, wrapText } from '../text.ts';
import type { Measures } from './measures.ts';
import type { LegendItem } from './scene.ts';

const items = (): readonly { readonly glyph: LegendItem['glyph']; readonly text: string }[] => [
  { glyph: 'seen', text: say`line of sight: from a name to the layer it is from` },
  { glyph: 'file', text: say`file; hollow: hidden by a layer above it` },
  { glyph: 'part', text: say`seen in one stack only` },
  { glyph: 'copied', text: say`copied up at its first write` },
  { glyph: 'half', text: say`attributes copied up, bytes unchanged` },
  { glyph: 'whiteout', text: say`whiteout: the name is gone` },
  {
    glyph: 'wall',
    text: say`wall: an opaque or deleted directory hides the rest`,
  },
];

const lineHeight = 21;

/** The key of the marks, below the tree. */
export function legendOf(measures: Measures, top: number, stacks: number): readonly LegendItem[] {
  const { margin } = measures;
  const right = Math.min(measures.width, 1500) - margin;
  let x = margin;
  let y = top + 10;
  let extra = 0;
  const used = items().filter(({ glyph }) => glyph !== 'part' || stacks > 1);
  return used.map(({ glyph, text }) => {
    const width = 30 + textWidth(text, 'sans', 12) + 18;
    if (x > margin && x + width > right) {
      x = margin;
      y += lineHeight + extra;
      extra = 0;
    }
    const lines = wrapText(text, right - margin - 26, { font: 'sans', size: 12 });
    const placed = { glyph, lines, x, y };
    x += width;
    extra = Math.max(extra, (lines.length - 1) * heights.line);
    return placed;
  });
}

export function legendHeight(measures: Measures, stacks: number): number {
  const last = legendOf(measures, 0, stacks).at(-1);
  const below = ((last?.lines.length ?? 1) - 1) * heights.line;
  return (last?.y ?? 0) + below + 16 + lineHeight;
}
