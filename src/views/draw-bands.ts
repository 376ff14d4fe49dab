import { entityKey, type Entity } from './options.ts';
import { setAll, type Group } from './svg.ts';

/** A ground of its own colour behind rows; how high it reaches is for who moves them. */
export interface BandLook {
  readonly id: string;
  readonly entity: Entity;
  readonly hue: number | null;
  readonly light: string;
  readonly x: number;
  readonly width: number;
}

/** Makes the DOM of each band that is new or changed. */
export function joinBands(layer: Group, bands: readonly BandLook[]): void {
  const rects = layer
    .selectChildren<SVGRectElement, BandLook>('rect')
    .data(bands, ({ id }) => id)
    .join('rect')
    .order();
  setAll(rects, {
    class: ({ hue, light }) => `band hue-${String(hue)} ${light}`,
    'data-entity': ({ entity }) => entityKey(entity),
    x: ({ x }) => String(x),
    width: ({ width }) => String(width),
    rx: () => '4',
  });
}
