/** Where the columns stand; a scene of deep nesting is wider than its pane. */
export interface Measures {
  readonly narrow: boolean;
  readonly width: number;
  readonly columns: readonly { readonly x: number; readonly width: number }[];
  readonly indent: number;
  readonly deepest: number;
  readonly numberWidth: number;
  /** Between the numbers of two columns. */
  readonly tieWidth: number;
}

export const groupHead = 26;
export const groupGap = 12;

/** Divides the width among the host's column and one for each depth of nesting. */
export function measure(pane: number, depth: number): Measures {
  const narrow = pane < 520;
  const margin = narrow ? 6 : 14;
  const inner = Math.min(pane, 1240) - 2 * margin;
  const deep = depth > 1;
  const tieWidth = narrow ? 22 : deep ? 36 : 64;
  const least = narrow ? 118 : deep ? 136 : 190;
  const others = Math.max(1, depth);
  const left = inner - others * tieWidth;
  const host = Math.floor(Math.max(narrow ? 180 : deep ? 220 : 300, left * 0.44));
  const each = Math.max(least, Math.floor((left - host) / others));
  const columns = [{ x: margin, width: host }];
  for (let i = 0; i < others; i++) {
    columns.push({ x: margin + host + tieWidth + i * (each + tieWidth), width: each });
  }
  const needed = margin + host + others * (each + tieWidth) + margin;
  return {
    narrow,
    width: Math.max(pane, needed),
    columns,
    indent: narrow ? 8 : 14,
    deepest: narrow ? 5 : 12,
    numberWidth: narrow ? 34 : 46,
    tieWidth,
  };
}
