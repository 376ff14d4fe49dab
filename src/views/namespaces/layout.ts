import { namespaceKinds, type World } from '../../world/model.ts';
import { emphasisOf } from '../emphasis.ts';
import { foldingOf } from '../folding.ts';
import { forestOf } from '../forest.ts';
import { restsAt } from '../motion.ts';
import { regionsOf } from '../regions.ts';
import type { Row } from '../row.ts';
import { durations, heights, kindStyles } from '../style.ts';
import type { Size, ViewOptions } from '../options.ts';
import { measure } from './measures.ts';
import { place } from './place.ts';
import { emitRows } from './rows.ts';
import type { Setting } from './setting.ts';
import type { KeyLine, NamespacesScene, Sign } from './scene.ts';
import { bandsOf, joinsOf, threadsOf } from './threads.ts';

const kindCount = namespaceKinds.length;

/** Who shares what: eight threads, the tree of processes beside them, and a band wherever some of the threads change. */
export function layout(world: World, size: Size, options: ViewOptions): NamespacesScene {
  const moves = options.motion === 'full';
  const forest = forestOf(world, moves);
  const regions = regionsOf(world, forest);
  const measures = measure(size);
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
  const beside = measures.keyX !== null;
  const key = regions[0] ? keyOf(setting) : [];
  const signs = regions[0] ? signsOf(setting, size) : [];
  const keyHeight = beside || key.length === 0 ? 0 : lowest([...key, ...signs]) + 26;
  const { bottom } = place(rows, Infinity);
  const tallest = beside
    ? Math.max(bottom + 20, lowest([...key, ...signs]) + 30)
    : bottom + keyHeight;
  return {
    width: size.width,
    height: Math.ceil(tallest),
    lanes: measures.lanes,
    rows,
    bands: bandsOf(setting, emitted),
    threads: threadsOf(setting, emitted),
    joins: joinsOf(setting, emitted),
    branches: emitted.branches,
    key,
    signs,
    keyLed: !beside,
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

/** The key reads from the lane nearest to the text, so that no two leaders cross. */
function keyOf({ measures, regions, emphasis }: Setting): KeyLine[] {
  const { lanes, keyX, markX, narrow } = measures;
  const host = regions[0];
  return [...lanes].reverse().map(({ kind, x }, i) => ({
    kind,
    letter: kindStyles[kind].letter,
    x: keyX ?? x,
    textX: keyX === null ? markX - 4 : keyX + 18,
    y: keyX === null ? 24 + i * heights.legend : 96 + i * 38,
    name: kind,
    isolates: narrow ? kindStyles[kind].brief : kindStyles[kind].isolates,
    entity: { kind: 'namespace', id: host?.namespaces[kind] ?? ('' as never) },
    light: host ? emphasis.namespace(host.namespaces[kind]) : '',
  }));
}

const readings: readonly (readonly [Sign['id'], string])[] = [
  ['own', 'its own, made new'],
  ['joined', 'another region’s, joined'],
  ['host', 'the host’s: it runs through'],
];

/** How to read the marks: beside the key where there is room, else below it. While the host is alone, what to try. */
function signsOf({ measures, regions }: Setting, { width }: Size): Sign[] {
  const { keyX, markX } = measures;
  const line = heights.legend + 10;
  const keyEnd = 24 + (kindCount - 1) * heights.legend;
  const aside = keyX === null && width >= 700;
  const x = keyX ?? (aside ? markX + 346 : markX + 4);
  const top = keyX !== null ? 96 + kindCount * 38 + 16 : aside ? 28 : keyEnd + 34;
  const signs = readings.map(([id, text], i): Sign => ({ id, x, y: top + i * line, text }));
  if (regions.length > 1) return signs;
  const count = regions[0]?.members.length ?? 0;
  const teach = [
    `All ${String(count)} processes share all eight.`,
    'To part some: unshare -u bash',
  ];
  const from = top + readings.length * line + 4;
  return [
    ...signs,
    ...teach.map((text, i): Sign => ({ id: 'text', x, y: from + i * heights.legend, text })),
  ];
}
