import { select, type BaseType, type Selection } from 'd3-selection';
import { heights } from './style.ts';

/** A text as it is shown, and what it says whole where it had to be cut. */
export interface Said {
  readonly text: string;
  readonly full?: string;
}

/** Writes each text; one that was cut is told whole to whoever points at it. */
export function writeTexts<E extends BaseType, D, P extends BaseType, F>(
  texts: Selection<E, D, P, F>,
  of: (datum: D) => Said,
): void {
  texts.each(function (datum) {
    const { text, full = text } = of(datum);
    const node = select<E, D>(this).text(text);
    if (full !== text) node.append('title').text(full);
  });
}

/** Writes a text in lines below one another, the first at `y`; if the last is cut, the whole is told to whoever points at it. */
export function writeLines(
  node: SVGTextElement,
  lines: readonly string[],
  { x, y, full = '' }: { readonly x: number; readonly y: number; readonly full?: string },
): void {
  select(node)
    .selectAll<SVGTSpanElement, string>('tspan')
    .data(lines)
    .join('tspan')
    .attr('x', x)
    .attr('y', (_, i) => y + i * heights.line)
    .text((line) => line);
  select(node)
    .selectAll<SVGTitleElement, string>('title')
    .data(full !== '' && lines.at(-1)?.endsWith('…') ? [full] : [])
    .join('title')
    .text((text) => text);
}
