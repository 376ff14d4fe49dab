import type { Size } from './options.ts';

/** Pixels of a picture from its top that its pane shows, with a margin. Rows beyond it are left out of the page's layout. */
export interface Sight {
  readonly top: number;
  readonly bottom: number;
}

export const everything: Sight = { top: -Infinity, bottom: Infinity };
const sights = new WeakMap<SVGSVGElement, Sight>();

/** The pane and a quarter above and below, in steps of a quarter, so that scrolling seldom draws anew; everything where it is not said how far it is scrolled. */
export function sightFrom({ top, height }: Size): Sight {
  if (top === undefined) return everything;
  const step = Math.max(1, height / 4);
  const first = Math.floor(top / step) * step;
  return { top: first - step, bottom: first + height + 2 * step };
}

/** In the units of a scene that is drawn at this zoom. */
export function sightOf(svg: SVGSVGElement, { zoom }: { readonly zoom: number }): Sight {
  const sight = sights.get(svg) ?? everything;
  return sight === everything ? sight : { top: sight.top / zoom, bottom: sight.bottom / zoom };
}

/** True where something that reaches from the one height to the other is seen in part. */
export function isSeen({ top, bottom }: Sight, from: number, to: number): boolean {
  return Math.max(from, to) >= top && Math.min(from, to) <= bottom;
}

/** True when this differs from before. */
export function setSight(svg: SVGSVGElement, sight: Sight): boolean {
  const before = sights.get(svg) ?? everything;
  if (before.top === sight.top && before.bottom === sight.bottom) return false;
  sights.set(svg, sight);
  return true;
}
