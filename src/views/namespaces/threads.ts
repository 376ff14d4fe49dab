import { namespaceKinds, type NamespaceKind } from '../../world/model.ts';
import { regionEntity } from '../region-title.ts';
import type { Region } from '../regions.ts';
import { bandInset } from './measures.ts';
import type { Block, Emitted, Entry } from './rows.ts';
import type { Setting } from './setting.ts';
import type { Band, Join, Lane, Spot, Thread } from './scene.ts';

/** The grounds of the regions, outer ones first. */
export function bandsOf({ measures, emphasis, moves }: Setting, { blocks }: Emitted): Band[] {
  return blocks.map(({ region, first, last }) => {
    const inset = bandInset(region.depth, measures.narrow);
    return {
      id: region.container?.id ?? region.id,
      entity: regionEntity(region),
      hue: region.hue,
      light: emphasis.region(region),
      x: inset,
      width: measures.right - 2 * inset + (measures.narrow ? 4 : 8),
      first,
      last,
      enter: moves ? region.since : null,
      leave: moves ? region.until : null,
    };
  });
}

/** Each lane cut into the stretches of rows that have the same namespace. */
export function threadsOf(setting: Setting, emitted: Emitted): Thread[] {
  return setting.measures.lanes.flatMap((lane) => laneThreads(setting, emitted, lane));
}

function laneThreads(setting: Setting, { entries, blocks }: Emitted, lane: Lane): Thread[] {
  const starts = new Map(blocks.map(({ first, region }) => [first, region]));
  const last = entries.length - 1;
  return runsOf(entries, lane).map((run): Thread => {
    const { region, row } = entries[run.first] as Entry;
    const host = region.standings[lane.kind] === 'host';
    const begins = run.first === 0 || starts.has(run.first);
    const namespace = region.namespaces[lane.kind];
    return {
      id: `${namespace}/${row.id}`,
      namespace,
      kind: lane.kind,
      style: host ? 'host' : 'own',
      light: setting.emphasis.namespace(namespace),
      x: lane.x,
      from: begins ? middleOf(row, run.first) : { row: run.first, share: 0 },
      to: endOf(run, host || run.last === last),
      cutAbove: !begins,
      cutBelow: run.last < last,
    };
  });
}

interface Run {
  readonly first: number;
  readonly last: number;
}

/** Stretches of rows with the same namespace of the lane's kind. */
function runsOf(entries: readonly Entry[], { kind }: Lane): Run[] {
  const runs: { first: number; last: number }[] = [];
  let before: string | null = null;
  for (const [i, { region }] of entries.entries()) {
    const id = region.namespaces[kind];
    const run = runs[runs.length - 1];
    if (run && id === before) run.last = i;
    else runs.push({ first: i, last: i });
    before = id;
  }
  return runs;
}

/** A region's own thread stops short of the lower edge; a line that is its title only has no length. */
function endOf({ first, last }: Run, whole: boolean): Spot {
  if (whole) return { row: last, share: 1 };
  return { row: last, share: first === last ? 0.5 : 0.4 };
}

function middleOf(row: { middle: number; height: number } | undefined, index: number): Spot {
  return { row: index, share: row ? row.middle / row.height : 0.5 };
}

/** Strands from the home of each joined namespace to those who joined it. */
export function joinsOf(setting: Setting, { entries, blocks }: Emitted): Join[] {
  const at = new Map<Region, Block>(blocks.map((block) => [block.region, block]));
  const joins: Join[] = [];
  for (const { region, first } of blocks) {
    for (const kind of namespaceKinds) {
      const home = region.homes[kind];
      const from = home ? at.get(home) : undefined;
      if (!from) continue;
      const namespace = region.namespaces[kind];
      joins.push({
        id: `${region.id}/${kind}`,
        namespace,
        kind,
        light: setting.emphasis.namespace(namespace),
        x: setting.measures.lanes.find((lane) => lane.kind === kind)?.x ?? 0,
        offset: offsetFor(joins, kind, namespace),
        from: leavingOf(entries, from, first),
        to: middleOf(entries[first]?.row, first),
      });
    }
  }
  return joins;
}

/** A strand goes on from where the home's own thread ends; upwards, or from a folded home, from its bead. */
function leavingOf(entries: readonly Entry[], home: Block, to: number): Spot {
  if (to > home.last && home.last > home.first) return { row: home.last, share: 0.4 };
  return middleOf(entries[home.first]?.row, home.first);
}

/** Strands of one namespace share a track; another namespace of the same kind takes the other side of the lane. */
function offsetFor(joins: readonly Join[], kind: NamespaceKind, namespace: string): number {
  const others = [
    ...new Set(joins.filter((j) => j.kind === kind).map((j) => j.namespace as string)),
  ];
  const place = others.includes(namespace) ? others.indexOf(namespace) : others.length;
  return place % 2 === 0 ? 1 : -1;
}
