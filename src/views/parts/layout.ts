import type { World } from '../../world/model.ts';
import { roomOf, drawnWidth, zoomOf, type Size, type ViewOptions } from '../options.ts';
import { textWidth, wrapText } from '../text.ts';
import { here } from './comparison.ts';
import { drawingOf } from './drawing.ts';
import { isOf, only, operationCounts, tookOf } from './exchanges.ts';
import { layerItem, moreItem } from './items.ts';
import { journeysOf, restOf, wireOf, type Ways } from './journeys.ts';
import { ledgerItems } from './ledger.ts';
import {
  columnOf,
  headEnd,
  measure,
  narrowGround,
  rowHeights,
  titleIn,
  wideGround,
  type Ground,
  type Heights,
  type Measures,
} from './measures.ts';
import {
  agentContent,
  clientContent,
  containersContent,
  engineContent,
  folded,
  imagesContent,
  registryContent,
  type Content,
} from './part-contents.ts';
import type { Item, Label, PartName, PartsScene, Place, Wire, WireName } from './scene.ts';
import { shownOf, type Shown } from './shown.ts';
import { operationsLabel, socketLabel } from './wire-labels.ts';
import { commandText, durationText } from './words.ts';

import { byteCount, eventCount, layerCount } from '../counts.ts';
import { say } from '../say.ts';

/** Layers that are listed until the list is unfolded. */
const mostLayers = 9;

/** Where the parts stand, what is in them, and what is on its way between them. */
export function layout(world: World, size: Size, options: ViewOptions): PartsScene {
  const where = options.parts?.where ?? 'page';
  const zoom = zoomOf(size, options);
  const m = measure(drawnWidth(size, zoom));
  const room = roomOf(size, m.width, zoom);
  if (where !== 'page') return drawingOf(where, m, { zoom, room });
  const shown = shownOf(world, options);
  const titles = titleLabels(shown, m);
  const contents = contentsOf(world, shown, m);
  const build = m.narrow ? narrowGround : wideGround;
  const ground = build(m, heightsOf(contents), 'page', {
    head: (titles.at(-1)?.y ?? 0) + 14,
    transfer: transferHeight(shown),
  });
  const ways = waysOf(world, shown, ground, m);
  const inside = [...partItems(contents, ground), ...transferItems(shown, ground, m)];
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
      ...{ id, ...titleIn(around, ground.wires, here()[id]) },
    })),
    boxes: [...ground.boxes.values()],
    wires: wiresOf(world, ways, shown),
    items: [...inside, ...ledger],
    labels: [...titles, ...sectionLabels(shown, ground, m), ...remark],
    restsAt: Math.max(-Infinity, ...journeys.map(restOf)),
  };
}

type Contents = Readonly<Record<PartName, Content>>;

function contentsOf(world: World, shown: Shown, m: Measures): Contents {
  const widthOf = (name: PartName): number => columnOf(m, name, 'page').width;
  return {
    client: clientContent(world, widthOf('client'), shown),
    engine: engineContent(world, widthOf('engine'), shown),
    hub: registryContent('hub', widthOf('hub'), shown),
    local: registryContent('local', widthOf('local'), shown),
    agent: agentContent(widthOf('agent')),
    containers: containersContent(world, widthOf('containers'), shown),
    images: imagesContent(world, widthOf('images'), shown),
  };
}

function heightsOf(contents: Contents): Heights {
  const heights = Object.entries(contents).map(([name, { height }]) => [name, height]);
  return Object.fromEntries(heights) as Heights;
}

const transferHead = 24;

function transferHeight({ layers, options }: Shown): number {
  if (layers.length === 0) return 0;
  const isOpen = options.opened.has('parts/layers');
  const rows = isOpen ? layers.length : Math.min(layers.length, mostLayers);
  const fold = layers.length > mostLayers ? rowHeights.container : 0;
  return transferHead + rows * rowHeights.layer + fold + 8;
}

/** In the order in which they are read. */
const order: readonly PartName[] = [
  ...(['client', 'engine', 'hub', 'local', 'agent', 'containers', 'images'] as const),
];

function partItems(contents: Contents, { boxes }: Ground): Item[] {
  return order.flatMap((name) => {
    const { x, y } = boxes.get(name) ?? { x: 0, y: 0 };
    return contents[name].items.map((item) => ({ ...item, x: x + item.x, y: y + item.y }));
  });
}

function transferItems({ layers, options }: Shown, { transferY }: Ground, m: Measures): Item[] {
  const key = 'parts/layers';
  const { rows, open, rest } = folded(layers, mostLayers, options, key);
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

function wiresOf(world: World, ways: Ways, shown: Shown): Wire[] {
  const open = new Set(
    world.traffic
      .filter(({ answer }) => answer === null)
      .map((each) => wireOf(each, world.traffic) as string | null),
  );
  return [...ways].map(([id, points]) => ({
    ...{ id, points, label: wireLabel(id, points, shown) },
    ...{ busy: open.has(id) || id.startsWith('attach'), dashed: id.startsWith('attach') },
  }));
}

function wireLabel(id: WireName, points: readonly Place[], { traffic }: Shown): Label | null {
  if (id === 'socket') return socketLabel('docker.sock', points);
  if (id !== 'operations') return null;
  const count = operationCounts(traffic).reduce((sum, [, each]) => sum + each, 0);
  const text =
    count === 0 ? say`operations` : count === 1 ? say`1 operation` : say`${count} operations`;
  return operationsLabel(text, points);
}

function titleLabels(shown: Shown, m: Measures): Label[] {
  const { command } = shown;
  const room = headEnd(m) - m.margin;
  const text = command ? commandText(command.subject.argv) : 'docker';
  const titles = wrapText(text, room, { font: 'mono', size: 13.5, most: 2 });
  const notes = wrapText(command ? howText(command, shown) : noCommand(), room, {
    ...{ font: 'sans', size: 12 },
  });
  const notesY = 46 + (titles.length - 1) * 17;
  return [
    ...titles.map((line, i): Label => ({
      ...{ text: line, full: line.endsWith('…') ? text : line },
      ...{ x: m.margin, y: 27 + i * 17, look: 'command' },
    })),
    ...notes.map((line, i): Label => ({
      ...{ text: line, x: m.margin, y: notesY + i * 16, look: 'note' },
    })),
  ];
}

const noCommand = (): string => say`No docker command yet: its traffic will be seen here.`;

function howText(command: NonNullable<Shown['command']>, shown: Shown): string {
  const { answer } = command;
  const took = durationText(tookOf(command) ?? 0);
  const status = answer?.status ?? null;
  const how =
    answer === null
      ? say`under way`
      : status === null
        ? say`cut off: the machine was replaced meanwhile`
        : say`exit ${String(status)} after ${took}, ${byteCount(answer.bytes)} of answer`;
  return `${how}; ${sumText(shown)}`;
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
  const { x, width } = m.right;
  const texts =
    skipped > 0
      ? [
          say`${skipped} of ${layerCount(layers.length)} skipped`,
          say`${skipped} of ${String(layers.length)} skipped`,
        ]
      : [isPush ? say`Layers of this push` : say`Layers of this pull`];
  const text = texts.find((each) => textWidth(each, 'sans', 13) <= width - 2) ?? texts.at(-1) ?? '';
  const head: Label = { text, x: x + 2, y: transferY + 14, look: 'head' };
  const said: Label = {
    text: traffic.length === 0 ? '' : say`What was said`,
    ...{ x: m.margin + 2, y: bottom + 24, look: 'head' },
  };
  return [...(layers.length > 0 ? [head] : []), said];
}

/** A sentence below the picture. */
function remarkLabels(text: string, m: Measures, y: number): Label[] {
  const room = Math.min(m.width, 860) - 2 * m.margin;
  return wrapText(text, room, { font: 'sans', size: 12 }).map((line, i) => ({
    ...{ text: line, x: m.margin + 2, y: y + i * 16, look: 'note' },
  }));
}
