import type { Where } from '../options.ts';
import { textWidth } from '../text.ts';
import type { Box, PartName, Place, WireName } from './scene.ts';

/** Below this width, in the picture's units, the parts stand one below the other. */
const narrowBelow = 600;

export interface Column {
  readonly x: number;
  readonly width: number;
}

export interface Measures {
  readonly narrow: boolean;
  readonly width: number;
  readonly margin: number;
  readonly pad: number;
  readonly left: Column;
  readonly middle: Column;
  readonly right: Column;
}

export const rowHeights = { container: 27, image: 42, layer: 21, head: 27, gap: 12 } as const;
export const frameHead = 26;

/** Three columns as in docker's own figure: client, host, registry; a narrow pane has but one. */
export function measure(pane: number): Measures {
  const narrow = pane < narrowBelow;
  const width = Math.min(pane, 1120);
  const margin = narrow ? 6 : 14;
  const pad = narrow ? 7 : 12;
  if (narrow) {
    const x = margin + 2 * pad;
    const column = { x, width: width - 2 * x };
    return { narrow, width, margin, pad, left: column, middle: column, right: column };
  }
  // What a pane lacks in width is taken from the ways before it is taken from the names.
  const ample = Math.min(1, (width - narrowBelow) / 160);
  const between = (least: number, most: number): number =>
    Math.round(least + (most - least) * ample);
  const gap = between(26, 46);
  const registryGap = between(32, 60);
  const leftWidth = Math.min(210, Math.max(between(116, 152), Math.round(width * 0.2)));
  const rightWidth = Math.min(270, Math.max(between(156, 198), Math.round(width * 0.26)));
  const left = { x: margin + 2 * pad, width: leftWidth };
  const right = { x: width - margin - pad - rightWidth, width: rightWidth };
  const start = left.x + left.width + gap;
  const middle = { x: start, width: right.x - registryGap - start };
  return { narrow, width, margin, pad, left, middle, right };
}

/** How high each part is. */
export type Heights = Readonly<Record<PartName, number>>;

export interface Ground {
  readonly boxes: ReadonlyMap<PartName, Box>;
  readonly frames: readonly { readonly id: 'outer' | 'inner'; readonly around: Box }[];
  readonly wires: ReadonlyMap<Exclude<WireName, `attach ${string}`>, readonly Place[]>;
  /** Where what became of a command's layers is listed. */
  readonly transferY: number;
  readonly bottom: number;
}

/** Above all: what was asked, and the registry that is elsewhere. */
const hubY = 10;
const leastHead = 80;

/** How wide each part is. */
export function columnOf(m: Measures, name: PartName, where: Where): Column {
  const column =
    name === 'client' ? m.left : name === 'hub' || name === 'local' ? m.right : m.middle;
  if (!m.narrow || !slim[where].includes(name)) return column;
  return { x: column.x, width: column.width - gutter };
}

/** Where what is written above the parts has to end, so that no wire goes through it. */
export function headEnd(m: Measures): number {
  return m.narrow ? m.width - m.margin : m.middle.x + m.middle.width - wireInset - 16;
}

/** From the engine's right side to the wire to the registry that is elsewhere. */
const wireInset = 36;

/** What stands beside the parts. */
export interface Room {
  /** Where what is written above them ends. */
  readonly head: number;
  /** How high the list of a command's layers is. */
  readonly transfer: number;
}

/** Where the parts stand in a wide pane: they stay where they are, whatever encloses them. */
export function wideGround(m: Measures, heights: Heights, where: Where, room: Room): Ground {
  const { transfer } = room;
  // The computer of a desktop stands around a second frame.
  const rise = where === 'desktop' ? 20 : 0;
  const headY = Math.max(leastHead, room.head + rise, hubY + heights.hub + 6);
  const { left, middle, right, pad, margin } = m;
  const engineY = headY + frameHead + 6;
  const engineEnd = engineY + heights.engine;
  const linuxY = engineEnd + 34;
  const first = linuxY + frameHead + 4;
  const agentEnd = first + heights.agent;
  const containersY = agentEnd + (heights.agent > 0 ? 8 : 0);
  const imagesY = containersY + heights.containers + rowHeights.gap;
  const box = (id: PartName, column: Column, y: number): [PartName, Box] => [
    id,
    { id, x: column.x, y, width: column.width, height: heights[id] },
  ];
  const boxes = new Map([
    box('hub', right, hubY),
    box('local', right, engineY),
    box('engine', middle, engineY),
    ...(heights.agent > 0 ? [box('agent', middle, first)] : []),
    box('client', left, first),
    box('containers', middle, containersY),
    box('images', middle, imagesY),
  ]);
  const transferY = engineY + heights.local + 22;
  const lower = Math.max(imagesY + heights.images, first + heights.client) + pad;
  const innerX = where === 'page' ? left.x - pad : middle.x - pad;
  const inner = {
    x: innerX,
    y: where === 'page' ? linuxY : engineY - frameHead,
    right: middle.x + middle.width + pad,
  };
  const isPage = where === 'page';
  const outerEnd = Math.max(
    lower + (where === 'linux' ? 0 : pad),
    isPage ? transferY + transfer : 0,
  );
  const outerRight = isPage ? m.width - margin : middle.x + middle.width + 2 * pad;
  const outerTop = headY - rise;
  const frames = [
    { id: 'outer' as const, around: around(margin, outerTop, outerRight, outerEnd) },
    ...(where === 'linux'
      ? []
      : [{ id: 'inner' as const, around: around(inner.x, inner.y, inner.right, lower) }]),
  ];
  const part = (name: PartName): Box => boxes.get(name) ?? around(0, 0, 0, 0);
  return {
    ...{ boxes, frames, transferY },
    wires: wideWires(part),
    bottom: Math.max(outerEnd, transferY + transfer),
  };
}

/** The first of a frame's titles that finds room between the wires that cross it there, and where. */
export function titleIn(
  { x, y, width }: Box,
  wires: Ground['wires'],
  titles: readonly string[],
): { readonly title: string; readonly titleX: number } {
  const crossing = [...wires.values()].flatMap((points) =>
    points.slice(1).flatMap(([toX, toY], i) => {
      const [fromX, fromY] = points[i] ?? [toX, toY];
      const crosses =
        fromX === toX && Math.min(fromY, toY) < y + frameHead && Math.max(fromY, toY) > y;
      return crosses ? [toX - x] : [];
    }),
  );
  const stops = [0, ...crossing.filter((at) => at > 0 && at < width), width].sort((a, b) => a - b);
  for (const title of titles) {
    const needed = textWidth(title, 'sans', 12) * bold;
    const at = stops.findIndex((stop, i) => (stops[i + 1] ?? 0) - stop - 20 >= needed);
    if (at >= 0) return { title, titleX: (stops[at] ?? 0) + 10 };
  }
  return { title: '', titleX: 10 };
}

/** Bold letters are so much wider. */
const bold = 1.05;

function around(x: number, y: number, right: number, bottom: number): Box {
  return { id: 'client', x, y, width: right - x, height: bottom - y };
}

const rightOf = ({ x, width }: Box): number => x + width;

function wideWires(part: (name: PartName) => Box): Ground['wires'] {
  const [client, engine, hub, local] = [part('client'), part('engine'), part('hub'), part('local')];
  const first = part('agent').width > 0 ? part('agent') : part('containers');
  const turn = engine.y + 40;
  const localY = local.y + local.height / 2;
  const hubY = hub.y + hub.height / 2;
  const up = rightOf(engine) - wireInset;
  const down = engine.x + engine.width * 0.72;
  const asks = client.x + Math.min(client.width / 2, 44);
  return new Map([
    [
      'socket',
      [
        [asks, client.y],
        [asks, turn],
        [engine.x, turn],
      ],
    ],
    [
      'operations',
      [
        [down, engine.y + engine.height],
        [down, first.y],
      ],
    ],
    [
      'hub',
      [
        [up, engine.y],
        [up, hubY],
        [hub.x, hubY],
      ],
    ],
    [
      'local',
      [
        [rightOf(engine), localY],
        [local.x, localY],
      ],
    ],
  ] as const);
}

type Nested =
  PartName | 'transfer' | { readonly frame: 'outer' | 'inner'; readonly of: readonly Nested[] };

/** What stands in what, from above, where there is but one column. */
const stacks: Readonly<Record<Where, readonly Nested[]>> = {
  page: [
    'hub',
    {
      frame: 'outer',
      of: [
        'local',
        'engine',
        { frame: 'inner', of: ['client', 'agent', 'containers', 'images'] },
        'transfer',
      ],
    },
  ],
  linux: ['hub', 'local', { frame: 'outer', of: ['engine', 'client', 'containers', 'images'] }],
  desktop: [
    'hub',
    'local',
    { frame: 'outer', of: ['client', { frame: 'inner', of: ['engine', 'containers', 'images'] }] },
  ],
};

const gutter = 34;
/** Parts that a wire of others passes by. */
const slim: Readonly<Record<Where, readonly PartName[]>> = {
  page: ['local', 'client'],
  linux: ['local', 'client'],
  desktop: ['local', 'client'],
};

/** Where the parts stand in a narrow pane. */
export function narrowGround(
  m: Measures,
  heights: Heights,
  where: Where,
  { head, transfer }: Room,
): Ground {
  const boxes = new Map<PartName, Box>();
  const frames: { id: 'outer' | 'inner'; around: Box }[] = [];
  let transferY = 0;
  const stack = (parts: readonly Nested[], from: number, depth: number): number => {
    let y = from;
    for (const part of parts) {
      if (typeof part === 'object') {
        const end = stack(part.of, y + frameHead, depth + 1) + 2;
        const left = m.margin + depth * m.pad;
        frames.push({ id: part.frame, around: around(left, y, m.width - left, end) });
        y = end + rowHeights.gap;
      } else if (part === 'transfer') {
        transferY = y + 8;
        if (transfer > 0) y = transferY + transfer + rowHeights.gap;
      } else if (heights[part] > 0) {
        boxes.set(part, { id: part, ...columnOf(m, part, where), y, height: heights[part] });
        y += heights[part] + (part === 'agent' ? 8 : 22);
      }
    }
    return y - 10;
  };
  const bottom = stack(stacks[where], Math.max(leastHead, head) + 4, 0) + 12;
  const part = (name: PartName): Box => boxes.get(name) ?? around(0, 0, 0, 0);
  return { boxes, frames: frames.reverse(), transferY, wires: narrowWires(part, where), bottom };
}

function narrowWires(part: (name: PartName) => Box, where: Where): Ground['wires'] {
  const [client, engine, hub, local] = [part('client'), part('engine'), part('hub'), part('local')];
  const first = part('agent').width > 0 ? part('agent') : part('containers');
  const end = ({ y, height }: Box): number => y + height;
  const near = engine.x + 46;
  const far = rightOf(engine) - 14;
  const isBelow = client.y > engine.y;
  const socket: Place[] = isBelow
    ? [
        [near, client.y],
        [near, end(engine)],
      ]
    : [
        [near, end(client)],
        [near, engine.y],
      ];
  const passes = where !== 'desktop';
  return new Map([
    ['socket', socket],
    [
      'operations',
      passes
        ? [
            [far, end(engine)],
            [far, first.y],
          ]
        : [
            [near, end(engine)],
            [near, first.y],
          ],
    ],
    [
      'hub',
      [
        [far, engine.y],
        [far, end(hub)],
      ],
    ],
    [
      'local',
      passes
        ? [
            [near, engine.y],
            [near, end(local)],
          ]
        : [
            [far - 18, engine.y],
            [far - 18, end(local)],
          ],
    ],
  ] as const);
}
