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

/** Least widths of the host's column and of each other, the host's share, and what stands between two. */
const narrowForm = { margin: 6, host: 160, least: 108, share: 0.5, tie: 22 } as const;
const wideForm = { margin: 14, host: 300, least: 190, share: 0.44, tie: 64 } as const;
/** Of several depths of nesting. */
const deepForm = { margin: 14, host: 220, least: 136, share: 0.44, tie: 36 } as const;

/** Divides the width among the host's column and one for each depth of nesting. */
export function measure(pane: number, depth: number): Measures {
  const narrow = pane < 520;
  const form = narrow ? narrowForm : depth > 1 ? deepForm : wideForm;
  const { margin, tie: tieWidth }: { margin: number; tie: number } = form;
  const inner = Math.min(pane, 1240) - 2 * margin;
  const others = Math.max(1, depth);
  const left = inner - others * tieWidth;
  const host = Math.floor(Math.max(form.host, left * form.share));
  const each = Math.max(form.least, Math.floor((left - host) / others));
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
