import type { World } from '../../world/model.ts';
import { processByPid } from '../../world/query.ts';
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
import { only, totalsOf, type TransferredLayer } from './exchanges.ts';
import { rowHeights } from './measures.ts';
import type { Box, GlyphName, Item, Label, Slab } from './scene.ts';
import type { Shown } from './shown.ts';
import { commandText, fateOf, saidOf, shortDigest } from './words.ts';
import { wrapText } from './wrap.ts';
import { layerCount, requestCount } from '../counts.ts';
import { say } from '../say.ts';

const inset = 10;
export const sizes = { title: 14, note: 11.5, name: 12.5, code: 11.5 } as const;

const blank = {
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

/** A part's head: its name, and lines of what it is. */
function partItem(
  { id, x, y, width, height }: Box,
  title: string,
  lines: readonly Label[],
  more: Partial<Item> & Pick<Item, 'spoken'>,
): Item {
  const head: Label = {
    text: fitText(title, width - 2 * inset, 'serif', sizes.title),
    ...{ x: inset, y: 18, look: 'title' },
  };
  const place = { x, y, width, height, level: 1 };
  return { ...blank, ...place, id: `part ${id}`, kind: 'part', labels: [head, ...lines], ...more };
}

/** Lines of text below a part's name. */
export function linesIn(
  { width }: { readonly width: number },
  texts: readonly (readonly [text: string, look: 'note' | 'code' | 'plain', most: number])[],
  first = 35,
): Label[] {
  let y = first;
  return texts.flatMap(([text, look, most]) => {
    const font = look === 'code' ? 'mono' : 'sans';
    const size = look === 'code' ? sizes.code : sizes.note;
    return wrapText(text, width - 2 * inset, { font, size, most }).map((line) => {
      const label: Label = { text: line, x: inset, y, look };
      y += 15.5;
      return label;
    });
  });
}

export function clientItem(world: World, box: Box, { command, options }: Shown): Item {
  const process = command ? processByPid(world, command.subject.pid) : null;
  const isOpen = command?.answer === null;
  const entities: Entity[] = [
    ...(command ? [{ kind: 'exchange' as const, id: command.id }] : []),
    ...(isOpen && process ? [{ kind: 'process' as const, id: process.id }] : []),
  ];
  const line = command ? commandText(command.subject.argv) : '';
  const now = isOpen ? say`process ${String(command.subject.pid)} asks:` : say`the last one asked:`;
  const texts = [
    [say`a process for each command`, 'note', 2],
    ...(command
      ? ([
          [now, 'plain', 1],
          [line, 'code', 3],
        ] as const)
      : []),
  ] as const;
  return partItem(box, say`Client`, linesIn(box, texts), {
    entity: entities[0] ?? null,
    light: lightOf(entities, () => false, options),
    spoken: command ? say`Client: ${now} ${line}` : say`Client: no docker command was given yet`,
  });
}

export function engineItem(world: World, box: Box, { traffic, options }: Shown): Item {
  const events = only(traffic, 'event').slice(-3);
  const last = events.at(-1);
  const entity: Entity | null = last ? { kind: 'exchange', id: last.id } : null;
  const told = events.map((each) => saidOf(each, world));
  const texts = [
    [say`Fishbowl’s engine, in this tab: outside of the Linux below`, 'note', 2],
    ...(told.length === 0 ? ([[say`It has told of no event.`, 'note', 1]] as const) : []),
    ...told.map((text) => [`∘ ${text}`, 'plain', 1] as const),
  ] as const;
  return partItem(box, say`Daemon`, linesIn(box, texts), {
    entity,
    light: entity ? lightOf([entity], () => false, options) : '',
    spoken: [
      say`Daemon: Fishbowl’s engine, in this tab, outside the emulated Linux`,
      ...(told.length > 0 ? [say`its last events: ${told.join(', ')}`] : []),
    ].join('; '),
  });
}

export function agentItem(box: Box): Item {
  const text = fitText(
    say`Agent: PID 1, carries them out`,
    box.width - 2 * inset,
    'sans',
    sizes.note,
  );
  const label: Label = { text, x: inset, y: 16, look: 'plain' };
  return {
    ...{ ...blank, id: 'part agent', kind: 'part', level: 1, labels: [label] },
    ...{ x: box.x, y: box.y, width: box.width, height: box.height },
    spoken: say`Agent: PID 1 of the Linux, carries out what the engine asks for`,
  };
}

const registries = () => ({
  hub: { host: 'docker.io', note: say`a registry: files of this site` },
  local: { host: 'localhost:5000', note: say`a registry in this tab` },
});

export function registryItem(box: Box, { traffic }: Shown): Item {
  const { host, note } = registries()[box.id as 'hub' | 'local'];
  const asked = only(traffic, 'registry').filter(({ subject }) => subject.host === host);
  const { count, up, down } = totalsOf(asked);
  const text =
    count === 0 ? say`not asked` : say`${requestCount(count)}, ${sizeText(up + down)} in all`;
  const labels = linesIn(box, [
    [note, 'note', 1],
    [text, 'plain', 1],
  ]);
  return partItem(box, host, labels, { spoken: say`Registry ${host}, ${note}: ${text}` });
}

export function headItem(box: Box, title: string, note: string, spoken: string): Item {
  const used = textWidth(title, 'serif', sizes.title) + 2 * inset + 8;
  const right = fitText(note, box.width - used, 'sans', sizes.note);
  const label: Label = { text: right, x: box.width - inset, y: 18, look: 'note', end: true };
  return { ...partItem(box, title, [label], { spoken }), height: rowHeights.head };
}

/** A name at the left, a fact at the right; the fact gives way where there is no room for both. */
function nameAndFact(
  name: string,
  fact: string,
  { x, width, y }: { readonly x: number; readonly width: number; readonly y: number },
  share = 0.34,
): Label[] {
  const end = width - inset;
  const room = end - x;
  const factRoom = Math.max(room * share, room - textWidth(name, 'mono', sizes.name) - 12);
  const right = fitText(fact, factRoom, 'sans', sizes.note);
  const left = room - textWidth(right, 'sans', sizes.note) - 12;
  return [
    { text: fitText(name, left, 'mono', sizes.name), x, y, look: 'name' },
    { text: right, x: end, y, look: 'figure', end: true },
  ];
}

export interface RowPlace {
  readonly box: Box;
  readonly y: number;
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
  { box, y, options }: RowPlace,
): Item {
  const { container, status, hue, state } = part;
  const { id, name, image } = container;
  const entity: Entity = { kind: 'container', id };
  const labels = nameAndFact(name, status, { x: 26, width: box.width, y: 17 }, 0.5);
  const used = textWidth(labels[0]?.text ?? '', 'mono', sizes.name) + 26;
  const rest = box.width - inset - textWidth(labels[1]?.text ?? '', 'sans', sizes.note) - used - 20;
  const of = rest > 44 ? fitText(image, rest, 'sans', sizes.note) : '';
  return {
    ...{ ...blank, id: `container ${id}`, kind: 'container', level: 2, entity, hue },
    ...{ x: box.x, y, width: box.width, height: rowHeights.container },
    labels: of === '' ? labels : [...labels, { text: of, x: used + 10, y: 17, look: 'note' }],
    glyph: { name: glyphs[state], x: 15, y: 13 },
    light: lightOf([entity], (one) => isOfContainer(world, part, one), options),
    dim: isDimmed([name, image, id], options),
    spoken:
      state === 'unseen'
        ? say`Container ${name} of ${image}: ${status}, though the engine says that it runs`
        : say`Container ${name} of ${image}: ${status}`,
  };
}

export function imageItem(world: World, part: ImagePart, { box, y, options }: RowPlace): Item {
  const { image, name, names, note, shared } = part;
  const entity: Entity = { kind: 'image', id: image.id };
  const many = shared.filter(Boolean).length;
  return {
    ...{ ...blank, id: `image ${image.id}`, kind: 'image', level: 2, entity },
    ...{ x: box.x, y, width: box.width, height: rowHeights.image },
    labels: nameAndFact(name, note, { x: inset, width: box.width, y: 16 }, 0.55),
    slabs: slabsOf(shared, box.width - 2 * inset),
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
function slabsOf(shared: readonly boolean[], room: number): Slab[] {
  const each = (room + slabGap) / Math.max(1, shared.length) - slabGap;
  const width = Math.max(2, Math.min(24, each));
  return shared.map((isShared, i) => ({
    ...{ x: inset + i * (width + slabGap), y: 24, width },
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
    labels: nameAndFact(left, right, { x: 34, width: at.width, y: 14.5 }, 0.9),
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
  const label: Label = {
    text: fitText(text, at.width - 34, 'sans', sizes.note),
    ...{ x: 26, y: 16, look: 'plain' },
  };
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
  const labels = linesIn(at, [[text, 'note', 2]], 14);
  const place = { ...at, height: rowHeights.container, level: 2 };
  return { ...blank, ...place, id, kind: 'none', labels, spoken: text };
}
