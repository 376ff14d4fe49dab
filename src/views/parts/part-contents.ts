// What stands in each part, from the part's own corner on; its lines make it as high as it is.
import type { World } from '../../world/model.ts';
import { processByPid } from '../../world/query.ts';
import { requestCount } from '../counts.ts';
import { sizeText } from '../layers/file-kind.ts';
import type { Entity, ViewOptions } from '../options.ts';
import { say } from '../say.ts';
import { textWidth, wrapText } from '../text.ts';
import { lightOf } from './contents.ts';
import { only, totalsOf } from './exchanges.ts';
import {
  blank,
  containerItem,
  containerX,
  haveRoom,
  imageItem,
  inset,
  moreItem,
  noneItem,
  sizes,
} from './items.ts';
import { rowHeights } from './measures.ts';
import type { Item, Label, PartName } from './scene.ts';
import type { Shown } from './shown.ts';
import { commandText, saidOf } from './words.ts';

/** Items of a part, placed from its corner. */
export interface Content {
  readonly height: number;
  readonly items: readonly Item[];
}

type Text = readonly [text: string, look: 'note' | 'code' | 'plain', most?: number];

const lineStep = 15.5;
const firstLine = 35;
const belowLast = 17;

/** Begins each of several; its further lines begin where its words do. */
const bullet = '∘ ';

/** Lines of text below a part's name. */
export function linesIn(width: number, texts: readonly Text[], first = firstLine): Label[] {
  let y = first;
  return texts.flatMap(([text, look, most = Infinity]) => {
    const font = look === 'code' ? 'mono' : 'sans';
    const size = look === 'code' ? sizes.code : sizes.note;
    const hang = text.startsWith(bullet) ? textWidth(bullet, font, size) : 0;
    const lines = wrapText(text, width - 2 * inset - hang, { font, size, most });
    return lines.map((line, i): Label => {
      const x = inset + (i > 0 ? hang : 0);
      const label = { text: line, full: line.endsWith('…') ? text : line, x, y, look };
      y += lineStep;
      return label;
    });
  });
}

/** A part's name, and lines of what it is; at least so high. */
export function partContent(
  id: PartName,
  { title, texts, width, least }: PartText,
  more: Partial<Item> & Pick<Item, 'spoken'>,
): Content {
  const heads = wrapText(title, width - 2 * inset, { font: 'serif', size: sizes.title });
  const head = heads.map((text, i): Label => ({ text, x: inset, y: 18 + i * 17, look: 'title' }));
  const lines = linesIn(width, texts, firstLine + (heads.length - 1) * 17);
  const height = Math.max(least, (lines.at(-1)?.y ?? 18) + belowLast);
  const place = { x: 0, y: 0, width, height, level: 1 };
  const labels = [...head, ...lines];
  return {
    height,
    items: [{ ...blank, ...place, id: `part ${id}`, kind: 'part', labels, ...more }],
  };
}

interface PartText {
  readonly title: string;
  readonly texts: readonly Text[];
  readonly width: number;
  readonly least: number;
}

/** A command is told in so many lines; its card has the rest. */
const commandLines = 4;

export function clientContent(world: World, width: number, { command, options }: Shown): Content {
  const process = command ? processByPid(world, command.subject.pid) : null;
  const isOpen = command?.answer === null;
  const entities: Entity[] = [
    ...(command ? [{ kind: 'exchange' as const, id: command.id }] : []),
    ...(isOpen && process ? [{ kind: 'process' as const, id: process.id }] : []),
  ];
  const line = command ? commandText(command.subject.argv) : '';
  const now = isOpen ? say`process ${String(command.subject.pid)} asks:` : say`the last one asked:`;
  const asked: readonly Text[] = command
    ? [
        [now, 'plain'],
        [line, 'code', commandLines],
      ]
    : [];
  const texts = [[say`a process for each command`, 'note'] as const, ...asked];
  return partContent(
    'client',
    { title: say`Client`, texts, width, least: 120 },
    {
      entity: entities[0] ?? null,
      light: lightOf(entities, () => false, options),
      spoken: command ? say`Client: ${now} ${line}` : say`Client: no docker command was given yet`,
    },
  );
}

export function engineContent(world: World, width: number, { traffic, options }: Shown): Content {
  const events = only(traffic, 'event').slice(-3);
  const last = events.at(-1);
  const entity: Entity | null = last ? { kind: 'exchange', id: last.id } : null;
  const told = events.map((each) => saidOf(each, world));
  const texts: readonly Text[] = [
    [say`Fishbowl’s engine, in this tab: outside of the Linux below`, 'note'],
    ...(told.length === 0 ? ([[say`It has told of no event.`, 'note']] as const) : []),
    ...told.map((text) => [bullet + text, 'plain'] as const),
  ];
  return partContent(
    'engine',
    { title: say`Daemon`, texts, width, least: 114 },
    {
      entity,
      light: entity ? lightOf([entity], () => false, options) : '',
      spoken: [
        say`Daemon: Fishbowl’s engine, in this tab, outside the emulated Linux`,
        ...(told.length > 0 ? [say`its last events: ${told.join(', ')}`] : []),
      ].join('; '),
    },
  );
}

export function agentContent(width: number): Content {
  const labels = linesIn(width, [[say`Agent: PID 1, carries them out`, 'plain']], 16);
  const height = (labels.at(-1)?.y ?? 16) + 8;
  const place = { x: 0, y: 0, width, height, level: 1 };
  const spoken = say`Agent: PID 1 of the Linux, carries out what the engine asks for`;
  return {
    height,
    items: [{ ...blank, ...place, id: 'part agent', kind: 'part', labels, spoken }],
  };
}

const registries = () => ({
  hub: { host: 'docker.io', note: say`a registry: files of this site` },
  local: { host: 'localhost:5000', note: say`a registry in this tab` },
});

export function registryContent(id: 'hub' | 'local', width: number, { traffic }: Shown): Content {
  const { host, note } = registries()[id];
  const asked = only(traffic, 'registry').filter(({ subject }) => subject.host === host);
  const { count, up, down } = totalsOf(asked);
  const text =
    count === 0 ? say`not asked` : say`${requestCount(count)}, ${sizeText(up + down)} in all`;
  const texts = [[note, 'note'] as const, [text, 'plain'] as const];
  const spoken = say`Registry ${host}, ${note}: ${text}`;
  return partContent(id, { title: host, texts, width, least: 64 }, { spoken });
}

/** What a list is of, and how many: beside each other, or below where there is no room. */
function headItem(id: PartName, title: string, note: string, width: number): Item {
  const used = textWidth(title, 'serif', sizes.title) + textWidth(note, 'sans', sizes.note);
  const below = used + 2 * inset + 8 > width;
  const labels: Label[] = [
    { text: title, x: inset, y: 18, look: 'title' },
    below
      ? { text: note, x: inset, y: 34, look: 'note' }
      : { text: note, x: width - inset, y: 18, look: 'note', end: true },
  ];
  const height = rowHeights.head + (below ? 16 : 0);
  const place = { x: 0, y: 0, width, height, level: 1 };
  const spoken = `${title}: ${note || say`none`}`;
  return { ...blank, ...place, id: `part ${id}`, kind: 'part', labels, spoken };
}

/** Rows of a list that are shown until it is unfolded. */
const most = { containers: 8, images: 5 } as const;

/** The first rows, and what the row says that unfolds the others. */
export function folded<T>(
  all: readonly T[],
  limit: number,
  { opened }: ViewOptions,
  key: string,
): { readonly rows: readonly T[]; readonly open: boolean; readonly rest: string | null } {
  const open = opened.has(key);
  const rest = all.length - limit;
  if (rest <= 0) return { rows: all, open, rest: null };
  return {
    rows: open ? all : all.slice(0, limit),
    open,
    rest: open ? say`Fewer` : say`${String(rest)} more`,
  };
}

/** What a row adds to its height where its fact stands below its name. */
const belowName = 15;

export function containersContent(world: World, width: number, shown: Shown): Content {
  const { containers, options } = shown;
  const running = containers.filter(({ state }) => state === 'running').length;
  const many = say`${String(running)} of ${String(containers.length)} running`;
  const head = headItem('containers', say`Containers`, containers.length === 0 ? '' : many, width);
  const pairs = containers.map(({ container, status }) => [container.name, status] as const);
  const below = !haveRoom(pairs, { x: containerX, width });
  const height = rowHeights.container + (below ? belowName : 0);
  const list = folded(containers, most.containers, options, 'parts/containers');
  return listContent('parts/containers', head, {
    ...list,
    height,
    itemOf: (part, y) => containerItem(world, part, { width, y, height, below, options }),
  });
}

export function imagesContent(world: World, width: number, { images, options }: Shown): Content {
  const count = images.length;
  const note = count === 0 ? '' : count === 1 ? say`1 image` : say`${count} images`;
  const head = headItem('images', say`Images`, note, width);
  const pairs = images.map((image) => [image.name, image.note] as const);
  const below = !haveRoom(pairs, { x: inset, width });
  const height = rowHeights.image + (below ? belowName : 0);
  const list = folded(images, most.images, options, 'parts/images');
  return listContent('parts/images', head, {
    ...list,
    height,
    itemOf: (part, y) => imageItem(world, part, { width, y, height, below, options }),
  });
}

function listContent<T>(
  key: string,
  head: Item,
  list: {
    readonly rows: readonly T[];
    readonly open: boolean;
    readonly rest: string | null;
    readonly height: number;
    readonly itemOf: (row: T, y: number) => Item;
  },
): Content {
  const { rows, open, rest, height, itemOf } = list;
  const end = head.height + rows.length * height;
  const at = { x: 0, y: end, width: head.width };
  const last =
    rows.length === 0
      ? [noneItem(`no ${head.id}`, say`None yet.`, at)]
      : rest === null
        ? []
        : [moreItem(key, rest, at, open)];
  const items = [head, ...rows.map((row, i) => itemOf(row, head.height + i * height)), ...last];
  return { height: end + last.length * rowHeights.container + 5, items };
}
