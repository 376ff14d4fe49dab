import {
  namespaceKinds,
  type Container,
  type Evidence,
  type Namespace,
  type Process,
  type ProcessId,
  type World,
} from '../world/model.ts';
import { membersOf } from '../world/query.ts';
import { forestOf } from './forest.ts';
import { insideParts } from './inside/parts.ts';
import { namespacesTold, readingsOf } from './inside/readings.ts';
import { fileCard, layerCard } from './layers/evidence.ts';
import { containerFacts, machineCard } from './machines/evidence.ts';
import { exchangeCard, imageCard } from './parts/evidence.ts';
import { kindsStanding, regionEntity, regionTitle } from './region-title.ts';
import { regionsOf, type Region } from './regions.ts';
import { isolates } from './kind-words.ts';
import type { EvidenceCard, EvidenceFact } from './evidence-card.ts';
import type { Entity } from './options.ts';
import { say } from './say.ts';

export type { EvidenceCard, EvidenceFact };

type Kind = Entity['kind'];
type IdOf<K extends Kind> = Extract<Entity, { kind: K }>['id'];

const cards: { readonly [K in Kind]: (world: World, id: IdOf<K>) => EvidenceCard | null } = {
  process: knownProcessCard,
  namespace(world, id) {
    const namespace = world.namespaces.get(id);
    return namespace ? namespaceCard(world, namespace) : null;
  },
  container(world, id) {
    const container = world.containers.get(id);
    return container ? containerCard(world, container) : null;
  },
  region(world, id) {
    const region = regionsOf(world, forestOf(world, false)).find((each) => each.id === id);
    return region ? regionCard(world, region) : null;
  },
  machine: machineCard,
  layer: layerCard,
  file: fileCard,
  image: imageCard,
  exchange: exchangeCard,
};

/** Evidence for what was selected; null when the world no longer has it. */
export function evidence(world: World, { kind, id }: Entity): EvidenceCard | null {
  return cards[kind](world, id as never);
}

function knownProcessCard(world: World, id: ProcessId): EvidenceCard | null {
  const process =
    world.processes.get(id) ?? world.departed.find((each) => each.process.id === id)?.process;
  return process ? processCard(world, process) : null;
}

function processCard(world: World, process: Process): EvidenceCard {
  const host = String(process.pid);
  const proc = `/proc/${host}`;
  const from = sourceOf(process.evidence);
  const parent = process.parent ? world.processes.get(process.parent) : undefined;
  const numbers =
    process.pids.length > 1 ? say`${process.pids.join(' → ')} (host first, its own last)` : host;
  const facts: (EvidenceFact | null)[] = [
    from(say`Numbers`, numbers, `${proc}/status`, /^NSpid:.*$/m),
    from(say`Command`, process.argv.join(' ') || process.comm, `${proc}/cmdline`),
    from(say`State`, process.status, `${proc}/status`, /^State:.*$/m),
    from(
      say`Parent`,
      parent ? `${parent.comm} (${String(parent.pid)})` : String(process.parentPid),
      `${proc}/status`,
      /^PPid:.*$/m,
    ),
    ...namespaceKinds.map((kind) => {
      const id = process.namespaces[kind];
      const initial = world.namespaces.get(id)?.initial ?? false;
      return from(
        say`${kind} namespace`,
        initial ? say`${id}, the host’s` : id,
        `${proc}/ns/${kind}`,
      );
    }),
    from(say`Control group`, process.cgroup, `${proc}/cgroup`),
    from(
      say`Memory`,
      `${String(Math.round(process.memory / 1024))} KiB`,
      `${proc}/status`,
      /^VmRSS:.*$/m,
    ),
  ];
  const shown = facts.filter((fact) => fact !== null);
  const used = new Set(shown.map(({ path }) => path));
  const rest = process.evidence.filter(({ path }) => !used.has(path));
  return {
    title: say`${process.comm}, process ${host}`,
    facts: [...shown, ...rest.map((each) => ({ ...each, label: say`Also read`, value: '' }))],
  };
}

/** Finds the reading of a path, and in it the line that says it; null where it was not read. */
function sourceOf(readings: readonly Evidence[]) {
  return (label: string, value: string, path: string, line?: RegExp): EvidenceFact | null => {
    const found = readings.find((each) => each.path === path);
    if (!found) return null;
    const text = (line && line.exec(found.text)?.[0]) ?? found.text;
    return { label, value, path, text, at: found.at };
  };
}

function namespaceCard(world: World, namespace: Namespace): EvidenceCard {
  const { id, kind, hostname } = namespace;
  const members = membersOf(world, id);
  const facts: EvidenceFact[] = [];
  for (const each of namespace.evidence) {
    const isName = each.path.endsWith('hostname');
    const value = isName ? (hostname ?? '') : namespace.initial ? say`${id}, the host’s` : id;
    facts.push({ ...each, label: isName ? say`Host name in it` : say`Seen first`, value });
  }
  for (const process of members) {
    const path = `/proc/${String(process.pid)}/ns/${kind}`;
    const read = process.evidence.find((each) => each.path === path);
    if (!read) continue;
    facts.push({
      ...read,
      label: say`Shared by`,
      value: `${process.comm} (${String(process.pid)})`,
    });
  }
  return {
    title: say`${kind} namespace: ${isolates(kind)}`,
    inside: insideParts(world, namespace),
    facts: [...facts, ...readFacts(world, namespace)],
  };
}

/** The files that tell what is inside, as they were read. */
function readFacts(world: World, namespace: Namespace): EvidenceFact[] {
  const label = say`Inside, ${namespace.kind}`;
  return [...readingsOf(world, namespace).values()].map((each) => ({ ...each, label, value: '' }));
}

function containerCard(world: World, container: Container): EvidenceCard {
  const region = regionsOf(world, forestOf(world, false)).find(
    (each) => each.container?.id === container.id,
  );
  const cgroup = world.cgroups.get(container.cgroup);
  const ofRegion = region ? regionCard(world, region) : null;
  return {
    title: say`${container.name}, container of ${container.image}`,
    ...(ofRegion?.inside ? { inside: ofRegion.inside } : {}),
    facts: [
      ...containerFacts(world, container),
      ...(ofRegion?.facts ?? []),
      ...(cgroup?.evidence ?? []).map((each) => ({
        ...each,
        label: say`Control group`,
        value: container.cgroup,
      })),
    ],
  };
}

/** The eight namespaces as the first member's links show them. */
function regionCard(world: World, region: Region): EvidenceCard {
  const member = region.members[0]?.process;
  const facts = member ? processCard(world, member).facts : [];
  const own = [...kindsStanding(region, 'own'), ...kindsStanding(region, 'joined')];
  const count = region.members.length;
  const told = namespacesTold(world, regionEntity(region));
  const shared = own.join(', ') || say`all eight namespaces`;
  return {
    title:
      count === 1
        ? say`${regionTitle(region)}: 1 process shares ${shared}`
        : say`${regionTitle(region)}: ${count} processes share ${shared}`,
    inside: told.flatMap((namespace) => insideParts(world, namespace)),
    facts: [
      ...facts.filter(({ path }) => path.includes('/ns/')),
      ...told.flatMap((namespace) => readFacts(world, namespace)),
    ],
  };
}
