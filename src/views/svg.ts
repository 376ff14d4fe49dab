import type { Selection } from 'd3-selection';
import type { Scene } from './options.ts';

export type Group = Selection<SVGGElement, unknown, null, undefined>;

const written = new WeakMap<Element, Map<string, string>>();

/**
 * Sets an attribute only where it differs from what was set here before: most of a picture stands still in most frames, and
 * asking an svg element for its attributes costs more than remembering them. Nothing else may set an attribute that is set so.
 */
export function setOnce(node: Element, name: string, value: string): void {
  let known = written.get(node);
  if (!known) written.set(node, (known = new Map()));
  if (known.get(name) === value) return;
  known.set(name, value);
  node.setAttribute(name, value);
}

const made = new WeakMap<Element, string>();

/** True where what is within an element was made from the same before: scenes are made anew by each layout, but most of them says the same. */
export function isMadeFrom(node: Element, content: unknown): boolean {
  const text = JSON.stringify(content);
  if (made.get(node) === text) return true;
  made.set(node, text);
  return false;
}

/** Sets attributes of each element by its datum, as `setOnce` does. */
export function setAll<E extends Element, D>(
  elements: Selection<E, D, SVGGElement, unknown>,
  attributes: Readonly<Record<string, (datum: D) => string>>,
): void {
  const entries = Object.entries(attributes);
  elements.each(function (datum) {
    for (const [name, value] of entries) setOnce(this, name, value(datum));
  });
}

/** A picture that grows in small steps is given room in large ones: all text within is laid out anew for each. */
const step = 120;

/** Sizes the svg element for a picture that is so high at the moment. */
export function frame(svg: SVGSVGElement, { width, zoom, room }: Scene, bottom: number): void {
  const height = bottom <= room ? room : Math.ceil(bottom / step) * step;
  setOnce(svg, 'width', String(round(width * zoom)));
  setOnce(svg, 'height', String(round(height * zoom)));
  setOnce(svg, 'viewBox', `0 0 ${String(round(width))} ${String(height)}`);
}

export const at = (x: number, y: number): string => `translate(${String(x)},${String(y)})`;

export const round = (value: number): number => Math.round(value * 100) / 100;

/** As it is written into a path. */
export const n = (value: number): string => String(round(value));
