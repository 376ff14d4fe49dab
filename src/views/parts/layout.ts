import type { World } from '../../world/model.ts';
import { roomOf, zoomOf, type Size, type ViewOptions } from '../options.ts';
import { fitText } from '../text.ts';
import { here } from './comparison.ts';
import { drawingOf } from './drawing.ts';
import { isOf, only, operationCounts, tookOf } from './exchanges.ts';
import {
  agentItem,
  clientItem,
  containerItem,
  engineItem,
  headItem,
  imageItem,
  layerItem,
  moreItem,
  noneItem,
  registryItem,
} from './items.ts';
import { journeysOf, restOf, wireOf, type Ways } from './journeys.ts';
import { ledgerItems } from './ledger.ts';
import {
  measure,
  narrowGround,
  rowHeights,
  titleXOf,
  wideGround,
  type Ground,
  type Heights,
  type Measures,
} from './measures.ts';
import type { Box, Item, Label, PartName, PartsScene, Place, Wire, WireName } from './scene.ts';
import { shownOf, type Shown } from './shown.ts';
import { commandText, durationText } from './words.ts';
import { wrapText } from './wrap.ts';
import { byteCount, eventCount, layerCount } from '../counts.ts';
import { say } from '../say.ts';

/** Rows of a part that are shown until it is unfolded. */
const most = { containers: 8, images: 5, layers: 9 } as const;

/** Where the parts stand, what is in them, and what is on its way between them. */
export function layout(world: World, size: Size, options: ViewOptions): PartsScene {
  const where = options.parts?.where ?? 'page';
  const zoom = zoomOf(size, options);
  const m = measure(size.width / zoom);
  const room = roomOf(size, m.width, zoom);
  if (where !== 'page') return drawingOf(where, m, { zoom, room });
  const shown = shownOf(world, options);
  const transfer = transferHeight(shown);
  const build = m.narrow ? narrowGround : wideGround;
  const ground = build(m, heightsOf(shown), 'page', transfer);
  const ways = waysOf(world, shown, ground, m);
  const inside = [...partItems(world, shown, ground), ...transferItems(shown, ground, m)];
  const ledgerY = ground.bottom + 34;
  const ledger = ledgerItems(world, shown, m, ledgerY);
  const end = ledgerY + ledger.reduce((sum, { height }) => sum + height, 0);
  const remark = remarkLabels(here().remark, m, end + 24);
  const bottom = end + 20 + remark.length * 16;
  const traffic = world.traffic.filter(
    (each) =>
      each.command === shown.command?.id || each.id === shown.command?.id || each.command === null,
  );
  const journeys = options.motion === 'full' ? journeysOf(traffic, ways, world.at) : [];
  return {
    ...{ width: m.width, height: bottom, zoom, room, bottom, journeys },
    frames: ground.frames.map(({ id, around }) => ({
      ...around,
      ...{ id, title: here()[id], titleX: titleXOf(around, ground.wires) },
    })),
    boxes: [...ground.boxes.values()],
    wires: wiresOf(world, ways, shown, m),
    items: [...inside, ...ledger],
    labels: [...titleLabels(shown, ground, m), ...sectionLabels(shown, ground, m), ...remark],
    restsAt: Math.max(-Infinity, ...journeys.map(restOf)),
  };
}

function heightsOf(shown: Shown): Heights {
  const rows = (count: number, limit: number, key: string): number =>
    count <= limit ? count : shown.options.opened.has(key) ? count + 1 : limit + 1;
  const containers = rows(shown.containers.length, most.containers, 'parts/containers');
  const images = Math.min(shown.images.length, most.images);
  const isOpen = shown.options.opened.has('parts/images');
  const allImages = isOpen ? shown.images.length : images;
  const imagesFold = shown.images.length > most.images ? rowHeights.container : 0;
  return {
    ...{ hub: 64, local: 64, engine: 114, agent: 24, client: 120 },
    containers: rowHeights.head + Math.max(1, containers) * rowHeights.container + 5,
    images:
      rowHeights.head +
      (allImages === 0 ? rowHeights.container : allImages * rowHeights.image) +
      imagesFold +
      5,
  };
}

const transferHead = 24;

function transferHeight({ layers, options }: Shown): number {
  if (layers.length === 0) return 0;
  const isOpen = options.opened.has('parts/layers');
  const rows = isOpen ? layers.length : Math.min(layers.length, most.layers);
  const fold = layers.length > most.layers ? rowHeights.container : 0;
  return transferHead + rows * rowHeights.layer + fold + 8;
}

function partItems(world: World, shown: Shown, { boxes }: Ground): Item[] {
  const on = (name: PartName, build: (box: Box) => readonly Item[]): readonly Item[] => {
    const box = boxes.get(name);
    return box ? build(box) : [];
  };
  return [
    ...on('client', (box) => [clientItem(world, box, shown)]),
    ...on('engine', (box) => [engineItem(world, box, shown)]),
    ...on('hub', (box) => [registryItem(box, shown)]),
    ...on('local', (box) => [registryItem(box, shown)]),
    ...on('agent', (box) => [agentItem(box)]),
    ...on('containers', (box) => containerItems(world, shown, box)),
    ...on('images', (box) => imageItems(world, shown, box)),
  ];
}

/** The first rows, and one that unfolds the others. */
function folded<T>(
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

function containerItems(world: World, shown: Shown, box: Box): Item[] {
  const running = shown.containers.filter(({ state }) => state === 'running').length;
  const note =
    shown.containers.length === 0
      ? ''
      : say`${String(running)} of ${String(shown.containers.length)} running`;
  const key = 'parts/containers';
  const { rows, open, rest } = folded(shown.containers, most.containers, shown.options, key);
  const first = box.y + rowHeights.head;
  const at = (i: number) => ({ x: box.x, width: box.width, y: first + i * rowHeights.container });
  return [
    headItem(box, say`Containers`, note, say`Containers: ${note || say`none`}`),
    ...rows.map((part, i) =>
      containerItem(world, part, { box, y: at(i).y, options: shown.options }),
    ),
    ...(rest === null ? [] : [moreItem(key, rest, at(rows.length), open)]),
    ...(rows.length === 0 ? [noneItem('no containers', say`None yet.`, at(0))] : []),
  ];
}

function imageItems(world: World, shown: Shown, box: Box): Item[] {
  const count = shown.images.length;
  const note = count === 0 ? '' : count === 1 ? say`1 image` : say`${count} images`;
  const key = 'parts/images';
  const { rows, open, rest } = folded(shown.images, most.images, shown.options, key);
  const first = box.y + rowHeights.head;
  const at = (i: number) => ({ x: box.x, width: box.width, y: first + i * rowHeights.image });
  return [
    headItem(box, say`Images`, note, say`Images: ${note || say`none`}`),
    ...rows.map((part, i) => imageItem(world, part, { box, y: at(i).y, options: shown.options })),
    ...(rest === null ? [] : [moreItem(key, rest, at(rows.length), open)]),
    ...(rows.length === 0 ? [noneItem('no images', say`None yet.`, at(0))] : []),
  ];
}

function transferItems({ layers, options }: Shown, { transferY }: Ground, m: Measures): Item[] {
  const key = 'parts/layers';
  const { rows, open, rest } = folded(layers, most.layers, options, key);
  const { x, width } = m.right;
  const at = (i: number) => ({ x, width, y: transferY + transferHead + i * rowHeights.layer });
  return [
    ...rows.map((layer, i) => layerItem(layer, at(i), options)),
    ...(rest === null ? [] : [moreItem(key, rest, at(rows.length), open)]),
  ];
}

/** The wires between the parts, and one for each container that the client is joined with. */
function waysOf(world: World, { command, traffic }: Shown, ground: Ground, m: Measures): Ways {
  const ways = new Map<WireName, readonly Place[]>(ground.wires);
  const [client, containers] = [ground.boxes.get('client'), ground.boxes.get('containers')];
  const joined = only(traffic, 'attach').find(({ answer }) => answer === null);
  if (!joined || !client || !containers || command?.answer !== null) return ways;
  if (!world.containers.has(joined.subject.container)) return ways;
  const y = client.y + client.height - 14;
  const name: WireName = `attach ${joined.id}`;
  if (m.narrow)
    ways.set(name, [
      [client.x + 22, client.y + client.height],
      [client.x + 22, containers.y],
    ]);
  else
    ways.set(name, [
      [client.x + client.width, y],
      [containers.x, y],
    ]);
  return ways;
}

function wiresOf(world: World, ways: Ways, shown: Shown, m: Measures): Wire[] {
  const open = new Set(
    world.traffic
      .filter(({ answer }) => answer === null)
      .map((each) => wireOf(each, world.traffic) as string | null),
  );
  return [...ways].map(([id, points]) => ({
    ...{ id, points, label: wireLabel(id, points, shown, m) },
    ...{ busy: open.has(id) || id.startsWith('attach'), dashed: id.startsWith('attach') },
  }));
}

function wireLabel(
  id: WireName,
  points: readonly Place[],
  { traffic }: Shown,
  { narrow }: Measures,
): Label | null {
  const [[x = 0, y = 0] = [], end = [0, 0]] = [points[0], points.at(-1)];
  if (id === 'socket' && !narrow)
    return { text: 'docker.sock', x: end[0] - 8, y: end[1] + 16, look: 'note', end: true };
  if (id === 'operations') {
    const count = operationCounts(traffic).reduce((sum, [, each]) => sum + each, 0);
    const text =
      count === 0 ? say`operations` : count === 1 ? say`1 operation` : say`${count} operations`;
    const side = narrow ? { x: x - 8, end: true } : { x: x + 8 };
    return { text, ...side, y: narrow ? y + 15 : y + 21, look: 'note' };
  }
  return null;
}

function titleLabels(shown: Shown, { wires }: Ground, m: Measures): Label[] {
  const { command } = shown;
  const end = m.narrow ? m.width - m.margin : (wires.get('hub')?.[0]?.[0] ?? m.width) - 16;
  const room = end - m.margin;
  const title = (text: string): Label[] => [
    { text: fitText(text, room, 'mono', 13.5), x: m.margin, y: 27, look: 'command' },
  ];
  const note = (text: string): Label[] =>
    wrapText(text, room, { font: 'sans', size: 12, most: 2 }).map((each, i) => ({
      ...{ text: each, x: m.margin, y: 46 + i * 16, look: 'note' },
    }));
  if (!command) {
    const none = say`No docker command yet: its traffic will be seen here.`;
    return [...title('docker'), ...note(none)];
  }
  const { answer, subject } = command;
  const took = durationText(tookOf(command) ?? 0);
  const status = answer?.status ?? null;
  const how =
    answer === null
      ? say`under way`
      : status === null
        ? say`cut off: the machine was replaced meanwhile`
        : say`exit ${String(status)} after ${took}, ${byteCount(answer.bytes)} of answer`;
  return [...title(commandText(subject.argv)), ...note(`${how}; ${sumText(shown)}`)];
}

function sumText({ traffic }: Shown): string {
  const registry = only(traffic, 'registry').length;
  const agent = only(traffic, 'operations').length;
  const events = only(traffic, 'event').length;
  return [
    agent === 1 ? say`1 message to the agent` : say`${agent} messages to the agent`,
    ...(registry === 1 ? [say`1 request to registries`] : []),
    ...(registry > 1 ? [say`${registry} requests to registries`] : []),
    ...(events > 0 ? [eventCount(events)] : []),
  ].join(', ');
}

function sectionLabels(shown: Shown, { transferY, bottom }: Ground, m: Measures): Label[] {
  const { layers, traffic } = shown;
  const skipped = layers.filter(({ state }) => state === 'exists').length;
  const isPush = layers.some(
    ({ exchange }) => isOf(exchange, 'layer') && exchange.subject.way === 'push',
  );
  const text =
    skipped > 0
      ? say`${skipped} of ${layerCount(layers.length)} skipped`
      : isPush
        ? say`Layers of this push`
        : say`Layers of this pull`;
  const head: Label = {
    text: fitText(text, m.right.width, 'sans', 12),
    ...{ x: m.right.x + 2, y: transferY + 14, look: 'head' },
  };
  const said: Label = {
    text: traffic.length === 0 ? '' : say`What was said`,
    ...{ x: m.margin + 2, y: bottom + 24, look: 'head' },
  };
  return [...(layers.length > 0 ? [head] : []), said];
}

/** A sentence below the picture. */
function remarkLabels(text: string, m: Measures, y: number): Label[] {
  const room = Math.min(m.width, 860) - 2 * m.margin;
  return wrapText(text, room, { font: 'sans', size: 12, most: 4 }).map((line, i) => ({
    ...{ text: line, x: m.margin + 2, y: y + i * 16, look: 'note' },
  }));
}
