import { heights } from '../style.ts';
import { wrapText } from '../text.ts';
import type { Slot } from './columns.ts';

export interface Measures {
  readonly narrow: boolean;
  readonly width: number;
  readonly margin: number;
  readonly nameWidth: number;
  /** Middle of the eyes' column, where lines of sight begin. */
  readonly eyeX: number;
  readonly columns: readonly { readonly x: number; readonly width: number }[];
  readonly laneHeight: number;
  readonly rowHeight: number;
  readonly indent: number;
  readonly headHeight: number;
  readonly totalsY: number;
  readonly columnsY: number;
  /** What is told of all stacks, in lines. */
  readonly totals: readonly string[];
}

export const laneHeadHeight = 21;

/** Divides the width: names, eyes, then the layers; what the stacks have of their own is wider than what they share. */
export function measure(
  pane: number,
  slots: readonly Slot[],
  { lanes, totals: told }: { readonly lanes: number; readonly totals: string },
): Measures {
  const narrow = pane < 560;
  const margin = narrow ? 6 : 14;
  const inner = Math.min(pane, 1500) - 2 * margin;
  const eye = narrow ? 22 : 34;
  const least = narrow ? 20 : 32;
  const weights = slots.map(({ layers }) =>
    narrow ? 1 : weightOf(layers.find((layer) => layer)?.role),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const nameWidth = Math.round(
    Math.min(420, Math.max(narrow ? 132 : 190, inner * (slots.length > 4 ? 0.26 : 0.33))),
  );
  const room = Math.max(least * slots.length, inner - nameWidth - eye);
  const each = Math.min(150, room / Math.max(1, total));
  let x = margin + nameWidth + eye;
  const columns = weights.map((weight) => {
    const width = Math.max(least, Math.floor(each * weight));
    const column = { x, width };
    x += width;
    return column;
  });
  const laneHeight = narrow ? 17 : 16;
  const totalsY = 8 + lanes * laneHeadHeight;
  const totals = wrapText(told, Math.min(pane, 1500) - 2 * margin, { font: 'sans', size: 12 });
  const columnsY = totalsY + (narrow ? 20 : 24) + (totals.length - 1) * heights.line;
  return {
    ...{ narrow, margin, nameWidth, columns, laneHeight, totalsY, columnsY, totals },
    width: Math.max(pane, x + margin),
    eyeX: margin + nameWidth + eye / 2,
    rowHeight: lanes === 1 ? 23 : lanes * laneHeight + 6,
    indent: narrow ? 9 : 14,
    headHeight: columnsY + (narrow ? 28 : headOf(columns, weights)),
  };
}

/** Columns say what made them where they have room for words; where only the writable one has, in few lines if it is wide. */
function headOf(columns: Measures['columns'], weights: readonly number[]): number {
  const widest = Math.max(...columns.map(({ width }) => width));
  if (widest <= 69) return 44;
  const manySpeak = columns.some(({ width }, at) => width > 69 && (weights[at] ?? 0) <= 1);
  return manySpeak || widest < 110 ? 82 : 58;
}

function weightOf(role: string | undefined): number {
  return role === 'upper' ? 2.2 : role === 'init' ? 0.7 : 1;
}
