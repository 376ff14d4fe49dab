import {
  namespaceKinds,
  type Container,
  type Millis,
  type NamespaceId,
  type NamespaceKind,
  type World,
} from '../world/model.ts';
import { containerOf } from '../world/query.ts';
import type { Node } from './forest.ts';
import { assignHues } from './hue.ts';

/** How a region comes to a namespace of one kind. */
export type Standing =
  /** The kernel's first one. */
  | 'host'
  /** The enclosing region's, which is not the host's. */
  | 'inherited'
  /** Its own: no region was in it before. */
  | 'own'
  /** That of a region elsewhere. */
  | 'joined';

/** Processes that share all eight namespaces. */
export interface Region {
  /** 'host', or the namespaces that are not the host's. */
  readonly id: string;
  readonly namespaces: Readonly<Record<NamespaceKind, NamespaceId>>;
  readonly standings: Readonly<Record<NamespaceKind, Standing>>;
  /** Region each joined namespace is at home in. */
  readonly homes: Readonly<Partial<Record<NamespaceKind, Region>>>;
  /** In the order of the forest. */
  readonly members: readonly Node[];
  readonly parent: Region | null;
  readonly children: readonly Region[];
  readonly depth: number;
  readonly container: Container | null;
  /** Number of its colour; null for the host. */
  readonly hue: number | null;
  readonly since: Millis;
  /** When its last process was reaped; null while it has any. */
  readonly until: Millis | null;
}

type Ids = Record<NamespaceKind, NamespaceId>;
type Draft = { -readonly [K in keyof Region]: Region[K] } & {
  members: Node[];
  children: Draft[];
  parent: Draft | null;
  homes: Partial<Record<NamespaceKind, Draft>>;
};

/** Every set of shared namespaces that a process is in, the host's first, then in the order of the forest. */
export function regionsOf(world: World, forest: readonly Node[]): readonly Region[] {
  const host = hostIds(world, forest);
  const drafts = new Map<string, Draft>([['host', draft('host', host)]]);
  for (const node of forest) {
    const id = regionId(node, host);
    const region = drafts.get(id) ?? draft(id, node.process.namespaces);
    region.members.push(node);
    drafts.set(id, region);
  }
  const regions = [...drafts.values()];
  for (const region of regions) region.since = sinceOf(region);
  for (const region of regions) region.until = untilOf(region);
  const homes = homesOf(world, regions);
  nameContainers(world, regions);
  for (const region of regions) if (region.id !== 'host') enclose(world, region, regions, host);
  for (const region of regions) stand(region, host, homes);
  colour(regions);
  return regions;
}

/** A text that is the same for processes that share all eight namespaces. */
export function regionId({ process }: Node, host: Ids): string {
  const own = namespaceKinds.filter((kind) => isOwn(process.namespaces[kind], host[kind]));
  return own.map((kind) => process.namespaces[kind]).join(' ') || 'host';
}

/** A zombie's links cannot be read: an empty one says nothing, so the process is left with the host. */
function isOwn(id: NamespaceId | undefined, host: NamespaceId): boolean {
  return id !== undefined && (id as string) !== '' && id !== host;
}

function hostIds(world: World, forest: readonly Node[]): Ids {
  const ids: Partial<Ids> = { ...forest[0]?.process.namespaces };
  for (const { id, kind, initial } of world.namespaces.values()) if (initial) ids[kind] = id;
  return ids as Ids;
}

function draft(id: string, namespaces: Ids): Draft {
  return {
    id,
    namespaces,
    standings: {} as Region['standings'],
    homes: {},
    members: [],
    parent: null,
    children: [],
    depth: 0,
    container: null,
    hue: null,
    since: 0,
    until: null,
  };
}

function sinceOf({ members }: Draft): Millis {
  const entries = members.map(({ process }) => process.movedAt ?? process.since);
  return entries.length > 0 ? Math.min(...entries) : 0;
}

function untilOf({ members, id }: Draft): Millis | null {
  if (id === 'host' || members.some(({ leftAt }) => leftAt === null)) return null;
  return Math.max(...members.map(({ leftAt }) => leftAt ?? 0));
}

/** The region that each namespace began in: its creator's, else the oldest, of equals the one with most namespaces of its own. */
function homesOf(world: World, regions: readonly Draft[]): Map<NamespaceId, Draft> {
  const homes = new Map<NamespaceId, Draft>();
  const rank = (id: NamespaceId, region: Draft): number[] => {
    const creator = world.namespaces.get(id)?.creator ?? null;
    const made = creator !== null && region.members.some(({ process }) => process.id === creator);
    return [made ? 0 : 1, region.since, -region.id.length];
  };
  for (const region of regions) {
    for (const kind of namespaceKinds) {
      const id = region.namespaces[kind];
      const home = homes.get(id);
      if (!home || isLess(rank(id, region), rank(id, home))) homes.set(id, region);
    }
  }
  return homes;
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  for (const [i, value] of a.entries()) {
    const other = b[i] ?? 0;
    if (value !== other) return value < other;
  }
  return false;
}

/** Each container names one region: that of its first process, or what is left of it. */
function nameContainers(world: World, regions: readonly Draft[]): void {
  const best = new Map<Container, { region: Draft; rank: number }>();
  for (const region of regions) {
    if (region.id === 'host') continue;
    for (const { process } of region.members) {
      const container = containerOf(world, process);
      if (!container) continue;
      const rank = container.pid === process.pid ? 0 : 1;
      const known = best.get(container);
      if (!known || rank < known.rank) best.set(container, { region, rank });
    }
  }
  for (const [container, { region }] of best) region.container ??= container;
}

/** Puts a region into the one that it was made in: the closest that it differs from in nothing that it has back from the host. */
function enclose(world: World, region: Draft, regions: readonly Draft[], host: Ids): void {
  let best = regions[0] ?? null;
  let bestShare = 0;
  for (const other of regions) {
    if (!mayEnclose(other, region, host)) continue;
    const shared = namespaceKinds.filter(
      (kind) =>
        isOwn(other.namespaces[kind], host[kind]) &&
        other.namespaces[kind] === region.namespaces[kind],
    );
    const steps = stepsUp(world, region.namespaces.pid, other.namespaces.pid);
    const share = shared.length + (steps === null ? 0 : 0.5 / steps);
    if (share > bestShare) [best, bestShare] = [other, share];
  }
  region.parent = best;
  best?.children.push(region);
}

function mayEnclose(outer: Draft, inner: Draft, host: Ids): boolean {
  // Containers stand side by side even when they share a namespace: the engine makes them all on the host.
  if (outer === inner || outer.id === 'host' || inner.container) return false;
  const older = isLess([outer.since, outer.id.length], [inner.since, inner.id.length]);
  if (!older && !outer.container) return false;
  return namespaceKinds.every(
    (kind) =>
      !isOwn(outer.namespaces[kind], host[kind]) || isOwn(inner.namespaces[kind], host[kind]),
  );
}

/** How many PID namespaces one lies within another that is not the first; null where it does not. */
function stepsUp(world: World, id: NamespaceId, above: NamespaceId): number | null {
  if (world.namespaces.get(above)?.initial !== false) return null;
  let from = world.namespaces.get(id)?.parent ?? null;
  for (let steps = 1; from !== null && steps <= 32; steps++) {
    if (from === above) return steps;
    from = world.namespaces.get(from)?.parent ?? null;
  }
  return null;
}

function stand(region: Draft, host: Ids, homes: ReadonlyMap<NamespaceId, Draft>): void {
  region.depth = 0;
  for (let outer = region.parent; outer; outer = outer.parent) region.depth++;
  const standings: Partial<Record<NamespaceKind, Standing>> = {};
  for (const kind of namespaceKinds) {
    const id = region.namespaces[kind];
    const home = homes.get(id) ?? region;
    if (!isOwn(id, host[kind])) standings[kind] = 'host';
    else if (region.parent?.namespaces[kind] === id) standings[kind] = 'inherited';
    else if (home === region) standings[kind] = 'own';
    else {
      standings[kind] = 'joined';
      region.homes[kind] = home;
    }
  }
  region.standings = standings as Region['standings'];
}

function colour(regions: readonly Draft[]): void {
  const own = regions.filter(({ id }) => id !== 'host');
  const byAge = [...own].sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
  const hues = assignHues(byAge.map(hueKey));
  for (const region of own) region.hue = hues.get(hueKey(region)) ?? null;
}

function hueKey(region: Draft): string {
  return region.container?.id ?? region.id;
}
