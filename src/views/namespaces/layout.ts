import { namespaceKinds, type World } from '../../world/model.ts';
import { emphasisOf } from '../emphasis.ts';
import { foldingOf } from '../folding.ts';
import { forestOf } from '../forest.ts';
import { restsAt } from '../motion.ts';
import { regionsOf } from '../regions.ts';
import type { Row } from '../row.ts';
import { isolates, isolatesBriefly } from '../kind-words.ts';
import { durations, heights } from '../style.ts';
import { wrapText } from '../text.ts';
import { roomOf, drawnWidth, zoomOf, type Size, type ViewOptions } from '../options.ts';
import { measure } from './measures.ts';
import { place } from './place.ts';
import { emitRows } from './rows.ts';
import type { Setting } from './setting.ts';
import type { KeyLine, NamespacesScene, Sign } from './scene.ts';
import { bandsOf, joinsOf, threadsOf } from './threads.ts';
import { say } from '../say.ts';

/** Who shares what: eight threads, the tree of processes beside them, and a band wherever some of the threads change. */
export function layout(world: World, size: Size, options: ViewOptions): NamespacesScene {
  const moves = options.motion === 'full';
  const forest = forestOf(world, moves);
  const regions = regionsOf(world, forest);
  const zoom = zoomOf(size, options);
  const width = drawnWidth(size, zoom);
  const measures = measure({ width });
  const setting: Setting = {
    world,
    regions,
    folding: foldingOf(world, regions, options),
    emphasis: emphasisOf(world, regions, options),
    measures,
    moves,
  };
  const emitted = emitRows(setting);
  const rows = emitted.entries.map(({ row }) => row);
  const key = regions[0] ? keyOf(setting, width) : [];
  const signs = regions[0] ? signsOf(setting, width) : [];
  const keyHeight = key.length === 0 ? 0 : lowest([...key, ...signs]) + 26;
  const { bottom } = place(rows, Infinity);
  return {
    width,
    height: Math.ceil(bottom + keyHeight),
    zoom,
    room: roomOf(size, width, zoom),
    lanes: measures.lanes,
    rows,
    bands: bandsOf(setting, emitted),
    threads: threadsOf(setting, emitted),
    joins: joinsOf(setting, emitted),
    branches: emitted.branches,
    key,
    signs,
    keyHeight,
    restsAt: Math.max(-Infinity, ...rows.map(rowRestsAt)),
  };
}

const lowest = (parts: readonly { readonly y: number }[]): number =>
  Math.max(...parts.map(({ y }) => y));

function rowRestsAt(row: Row): number {
  const flash = row.flashedAt === null ? -Infinity : row.flashedAt + durations.flash;
  const travel = row.enter === null ? -Infinity : row.enter + durations.travel;
  const rings = row.beads.map(({ at }) => (at === null ? -Infinity : at + durations.ring));
  const signals = row.arrivals.map(({ at }) => at + durations.signal);
  return Math.max(restsAt(row), flash, travel, ...rings, ...signals);
}

/** Pane widths from which the key says all it has to say, and from which the signs stand beside it. */
const keyWhole = 700;
const sidewaysFrom = 590;

/** The key reads from the lane nearest to the text, so that no two leaders cross. */
function keyOf({ measures, regions, emphasis }: Setting, width: number): KeyLine[] {
  const { lanes, markX } = measures;
  const host = regions[0];
  return [...lanes].reverse().map(({ kind, x }, i) => ({
    kind,
    x,
    textX: markX - 4,
    y: 24 + i * heights.legend,
    isolates: width >= keyWhole ? isolates(kind) : isolatesBriefly(kind),
    entity: { kind: 'namespace', id: host?.namespaces[kind] ?? ('' as never) },
    light: host ? emphasis.namespace(host.namespaces[kind]) : '',
  }));
}

const readings = (): readonly (readonly [Sign['id'], string])[] => [
  ['own', say`its own, made new`],
  ['joined', say`another’s, joined`],
  ['host', say`the host’s, shared`],
];

/** How to read the marks: beside the key where there is room, else below it. While the host is alone, what to try. */
function signsOf({ measures, regions }: Setting, width: number): Sign[] {
  const line = heights.legend + 10;
  const aside = width >= sidewaysFrom;
  const x = measures.markX + (width >= keyWhole ? 346 : aside ? 246 : 4);
  const keyEnd = 24 + (namespaceKinds.length - 1) * heights.legend;
  const top = aside ? 28 : keyEnd + 34;
  const read = readings();
  const signs = read.map(([id, text], i): Sign => ({ id, x, y: top + i * line, text }));
  const count = regions[0]?.members.length ?? 0;
  if (regions.length > 1 || count === 0) return signs;
  const room = width - x - 6;
  const teach = [
    say`All ${String(count)} processes share all eight.`,
    say`Now try: unshare -u bash`,
  ].flatMap((text) => wrapText(text, room, { font: 'sans', size: 12 }));
  const from = top + read.length * line + 4;
  return [
    ...signs,
    ...teach.map((text, i): Sign => ({ id: 'text', x, y: from + i * heights.legend, text })),
  ];
}
