import type { World } from '../../world/model.ts';
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
import type { KeyLine, NamespacesScene } from './scene.ts';
import { bandsOf, joinsOf, threadsOf } from './threads.ts';

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
  const keyHeight = beside || key.length === 0 ? 0 : key.length * heights.legend + 42;
  const { bottom } = place(rows, Infinity);
  const tallest = beside ? Math.max(bottom + 20, key.length * 38 + 100) : bottom + keyHeight;
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
    keyLed: !beside,
    keyHeight,
    restsAt: Math.max(-Infinity, ...rows.map(rowRestsAt)),
  };
}

function rowRestsAt(row: Row): number {
  const flash = row.flashedAt === null ? -Infinity : row.flashedAt + durations.flash;
  const travel = row.enter === null ? -Infinity : row.enter + durations.travel;
  const rings = row.beads.map(({ at }) => (at === null ? -Infinity : at + durations.ring));
  const signals = row.arrivals.map(({ at }) => at + durations.signal);
  return Math.max(restsAt(row), flash, travel, ...rings, ...signals);
}

/** The key reads from the lane nearest to the text, so that no two leaders cross. */
function keyOf({ measures, regions, emphasis }: Setting): KeyLine[] {
  const { lanes, keyX, markX } = measures;
  const host = regions[0];
  return [...lanes].reverse().map(({ kind, x }, i) => ({
    kind,
    letter: kindStyles[kind].letter,
    x: keyX ?? x,
    textX: keyX === null ? markX - 4 : keyX + 18,
    y: keyX === null ? 24 + i * heights.legend : 96 + i * 38,
    name: kind,
    isolates: kindStyles[kind].isolates,
    entity: { kind: 'namespace', id: host?.namespaces[kind] ?? ('' as never) },
    light: host ? emphasis.namespace(host.namespaces[kind]) : '',
  }));
}
