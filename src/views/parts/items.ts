import type { World } from '../../world/model.ts';
import { sizeText } from '../layers/file-kind.ts';
import type { Entity, ViewOptions } from '../options.ts';
import { fitText, textWidth } from '../text.ts';
import {
  isDimmed,
  isOfContainer,
  isOfImage,
  lightOf,
  type ContainerPart,
  type ImagePart,
} from './contents.ts';
import { type TransferredLayer } from './exchanges.ts';
import { rowHeights } from './measures.ts';
import type { GlyphName, Item, Label, Slab } from './scene.ts';
import { fateOf, shortDigest } from './words.ts';

import { layerCount } from '../counts.ts';
import { say } from '../say.ts';

export const inset = 10;
export const sizes = { title: 14, note: 11.5, name: 12.5, code: 11.5 } as const;

export const blank = {
  entity: null,
  fold: null,
  open: false,
  slabs: [],
  glyph: null,
  hue: null,
  light: '',
  dim: false,
  failed: false,
} as const;

/** A name at the left, a fact at the right of it, or below it where they have no room side by side. */
function nameAndFact(
  name: string,
  fact: string,
  at: { readonly x: number; readonly width: number; readonly y: number; readonly below?: boolean },
): Label[] {
  const { x, width, y, below = false } = at;
  const end = width - inset;
  const left = below ? end - x : end - x - factWidth(fact) - 12;
  const text = fitText(name, left, 'mono', sizes.name);
  return [
    { text, full: name, x, y, look: 'name' },
    below
      ? { text: fact, x, y: y + lineBelow, look: 'figure' }
      : { text: fact, x: end, y, look: 'figure', end: true },
  ];
}

const factWidth = (fact: string): number => textWidth(fact, 'sans', sizes.note);
const lineBelow = 15;
/** Of a name that is longer, so much must be seen beside its fact. */
const leastName = 110;

/** Whether all these pairs have room side by side, from `x` on. */
export function haveRoom(
  pairs: readonly (readonly [name: string, fact: string])[],
  { x, width }: { readonly x: number; readonly width: number },
): boolean {
  const room = width - inset - x - 12;
  return pairs.every(([name, fact]) => {
    const needed = Math.min(leastName, textWidth(name, 'mono', sizes.name));
    return needed + factWidth(fact) <= room;
  });
}

/** Where the names of containers begin, right of their marks. */
export const containerX = 26;

export interface RowPlace {
  readonly width: number;
  readonly y: number;
  readonly height: number;
  /** Facts stand below the names. */
  readonly below: boolean;
  readonly options: ViewOptions;
}

const glyphs: Readonly<Record<ContainerPart['state'], GlyphName>> = {
  running: 'running',
  still: 'still',
  unseen: 'unseen',
};

export function containerItem(
  world: World,
  part: ContainerPart,
  { width, y, height, below, options }: RowPlace,
): Item {
  const { container, status, hue, state } = part;
  const { id, name, image } = container;
  const entity: Entity = { kind: 'container', id };
  const labels = nameAndFact(name, status, { x: containerX, width, y: 17, below });
  const used = containerX + textWidth(labels[0]?.text ?? '', 'mono', sizes.name);
  const rest = width - inset - (below ? 0 : factWidth(status)) - used - 20;
  const of = rest > 44 ? fitText(image, rest, 'sans', sizes.note) : '';
  const made: Label = { text: of, full: image, x: used + 10, y: 17, look: 'note' };
  return {
    ...{ ...blank, id: `container ${id}`, kind: 'container', level: 2, entity, hue },
    ...{ x: 0, y, width, height },
    labels: of === '' ? labels : [...labels, made],
    glyph: { name: glyphs[state], x: 15, y: 13 },
    light: lightOf([entity], (one) => isOfContainer(world, part, one), options),
    dim: isDimmed([name, image, id], options),
    spoken:
      state === 'unseen'
        ? say`Container ${name} of ${image}: ${status}, though the engine says that it runs`
        : say`Container ${name} of ${image}: ${status}`,
  };
}

export function imageItem(
  world: World,
  part: ImagePart,
  { width, y, height, below, options }: RowPlace,
): Item {
  const { image, name, names, note, shared } = part;
  const entity: Entity = { kind: 'image', id: image.id };
  const many = shared.filter(Boolean).length;
  return {
    ...{ ...blank, id: `image ${image.id}`, kind: 'image', level: 2, entity },
    ...{ x: 0, y, width, height },
    labels: nameAndFact(name, note, { x: inset, width, y: 16, below }),
    slabs: slabsOf(shared, { room: width - 2 * inset, y: height - 18 }),
    light: lightOf([entity], (one) => isOfImage(world, part, one), options),
    dim: isDimmed([names, image.id], options),
    spoken:
      many === 0
        ? say`Image ${names}: ${note}`
        : say`Image ${names}: ${note}, ${layerCount(many)} shared with other images`,
  };
}

const slabGap = 3;

/** A slab for each layer, base first. */
function slabsOf(
  shared: readonly boolean[],
  { room, y }: { readonly room: number; readonly y: number },
): Slab[] {
  const each = (room + slabGap) / Math.max(1, shared.length) - slabGap;
  const width = Math.max(2, Math.min(24, each));
  return shared.map((isShared, i) => ({
    ...{ x: inset + i * (width + slabGap), y, width },
    look: isShared ? 'shared' : 'whole',
  }));
}

const looks: Readonly<Record<TransferredLayer['state'], Slab['look']>> = {
  travelled: 'whole',
  exists: 'skipped',
  asked: 'open',
  arrived: 'whole',
};

export function layerItem(
  layer: TransferredLayer,
  at: { readonly x: number; readonly y: number; readonly width: number },
  options: ViewOptions,
): Item {
  const { exchange, digest, bytes, state } = layer;
  const entity: Entity = { kind: 'exchange', id: exchange.id };
  const size = state === 'asked' ? '' : sizeText(bytes);
  const fate = fateOf(layer);
  const fact = [fate, size].filter(Boolean).join(', ');
  const name = shortDigest(digest);
  const room = at.width - 34 - inset - 12;
  const pairs = [name, name.slice(0, 7)].flatMap((left) =>
    [fact, fate].map((right) => [left, right] as const),
  );
  const widthOf = ([left, right]: readonly [string, string]): number =>
    textWidth(left, 'mono', sizes.name) + textWidth(right, 'sans', sizes.note);
  const [left, right] = pairs.find((pair) => widthOf(pair) <= room) ?? ['', fate];
  return {
    ...{ ...blank, id: `layer ${exchange.id}`, kind: 'layer', level: 2, entity },
    ...{ ...at, height: rowHeights.layer },
    labels: nameAndFact(left, right, { x: 34, width: at.width, y: 14.5 }),
    slabs: [{ x: inset, y: 5, width: 18, look: looks[state] }],
    light: lightOf([entity], () => false, options),
    dim: isDimmed([digest], options),
    spoken: say`Layer ${name}: ${fact}`,
  };
}

/** A row that says how much is folded away, or offers to fold it again. */
export function moreItem(
  id: string,
  text: string,
  at: { readonly x: number; readonly y: number; readonly width: number },
  open: boolean,
): Item {
  const label: Label = { text, x: 26, y: 16, look: 'plain' };
  return {
    ...{ ...blank, id, kind: 'more', level: 2, fold: id, open, labels: [label], spoken: text },
    ...{ ...at, height: rowHeights.container },
    glyph: { name: 'group', x: 15, y: 12 },
  };
}

export function noneItem(
  id: string,
  text: string,
  at: { readonly x: number; readonly y: number; readonly width: number },
): Item {
  const labels: Label[] = [{ text, x: inset, y: 14, look: 'note' }];
  const place = { ...at, height: rowHeights.container, level: 2 };
  return { ...blank, ...place, id, kind: 'none', labels, spoken: text };
}
