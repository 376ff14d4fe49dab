import type { WorldEvent, WorldFact } from './event.ts';
import { walked } from './apply-walk.ts';
import { mountsRead, processForked, processRead, processReaped } from './apply-kernel.ts';
import {
  commandLimit,
  type Container,
  departureTime,
  type Image,
  type Millis,
  type Process,
  type ProcessId,
  type World,
} from './model.ts';
import { execed, exited } from './process-row.ts';
import { layerChanged, layerForgotten, layerListed } from './apply-layer.ts';
import { trafficChanged } from './apply-traffic.ts';
import { logRequest, refuseRequest, withRequest } from './request-log.ts';
import { withRow, withoutRows } from './table.ts';

/** The world after an event. Pure and total: unknown ids and repeats change nothing, and then the very same world is returned. */
export function apply(world: World, event: WorldEvent): World {
  if (event.type === 'world/replaced') return { ...event.world, seq: event.seq, at: event.at };
  if (event.seq <= world.seq) return world;
  const at = Math.max(world.at, event.at);
  const changed = change(world, event, event.at);
  const next = forgetOld(logRequest(world, changed, event, event.at), at);
  return next === world ? world : { ...next, seq: event.seq, at };
}

type Change = Exclude<WorldFact, { type: 'world/replaced' }>;

// eslint-disable-next-line complexity -- one case a fact: the closed union is listed once, here
function change(world: World, fact: Change, at: Millis): World {
  switch (fact.type) {
    case 'world/walked':
      return walked(world, fact.walk, at);
    case 'process/forked':
      return processForked(world, fact.process);
    case 'process/read':
      return processRead(world, fact.process, at);
    case 'process/reaped':
      return processReaped(world, fact.id, at);
    case 'process/execed':
    case 'process/exited':
    case 'cgroup/joined':
      return changeProcess(world, fact, at);
    case 'signal/sent':
    case 'syscall/requested':
    case 'syscall/refused':
    case 'records/lost':
      return log(world, fact);
    case 'mounts/read':
      return mountsRead(world, fact.namespace, fact.mounts);
    case 'hostname/read':
    case 'cgroup/created':
    case 'cgroup/read':
    case 'cgroup/removed':
      return changeKernel(world, fact);
    case 'container/changed':
    case 'container/removed':
    case 'container/began':
    case 'image/changed':
    case 'image/removed':
      return changeEngine(world, fact);
    case 'command/started':
    case 'command/finished':
      return changeCommand(world, fact, at);
    case 'layer/listed':
    case 'layer/changed':
    case 'layer/forgotten':
    case 'content/read':
    case 'content/forgotten':
      return changeLayers(world, fact, at);
    case 'exchange/sent':
    case 'exchange/progressed':
    case 'exchange/answered':
    case 'traffic/cut':
      return trafficChanged(world, fact, at);
    case 'reading/read':
    case 'reading/forgotten':
    case 'machine/changed':
      return changeSeen(world, fact, at);
    default:
      return fact satisfies never;
  }
}

type Of<T extends Change['type']> = Extract<Change, { type: T }>;

function changeProcess(
  world: World,
  fact: Of<'process/execed' | 'process/exited' | 'cgroup/joined'>,
  at: Millis,
): World {
  const row = world.processes.get(fact.id);
  if (!row) return world;
  switch (fact.type) {
    case 'process/execed':
      return setProcess(world, execed(row, fact.executable, fact.evidence));
    case 'process/exited':
      return row.status === 'zombie' ? world : setProcess(world, exited(row, fact.evidence, at));
    case 'cgroup/joined':
      return row.cgroup === fact.path ? world : setProcess(world, { ...row, cgroup: fact.path });
    default:
      return fact satisfies never;
  }
}

function setProcess(world: World, row: Process): World {
  return { ...world, processes: withRow<ProcessId, Process>(world.processes, row.id, row) };
}

function log(
  world: World,
  fact: Of<'signal/sent' | 'syscall/requested' | 'syscall/refused' | 'records/lost'>,
): World {
  switch (fact.type) {
    case 'signal/sent':
      return { ...world, signals: [...world.signals, fact.signal] };
    case 'syscall/requested':
      return withRequest(world, fact.request);
    case 'syscall/refused':
      return refuseRequest(world, fact.pid, fact.call, fact.error);
    case 'records/lost':
      return fact.count > 0 ? { ...world, lost: world.lost + fact.count } : world;
    default:
      return fact satisfies never;
  }
}

function changeKernel(
  world: World,
  fact: Of<'hostname/read' | 'cgroup/created' | 'cgroup/read' | 'cgroup/removed'>,
): World {
  switch (fact.type) {
    case 'hostname/read': {
      const row = world.namespaces.get(fact.namespace);
      if (!row || row.hostname === fact.hostname) return world;
      const evidence = [
        ...row.evidence.filter((e) => e.path !== fact.evidence.path),
        fact.evidence,
      ];
      const named = { ...row, hostname: fact.hostname, evidence };
      return { ...world, namespaces: withRow(world.namespaces, row.id, named) };
    }
    case 'cgroup/created':
    case 'cgroup/read': {
      const known = world.cgroups.get(fact.cgroup.path);
      if (known && fact.type === 'cgroup/created') return world;
      const row = known ? { ...fact.cgroup, since: known.since } : fact.cgroup;
      return { ...world, cgroups: withRow(world.cgroups, row.path, row) };
    }
    case 'cgroup/removed': {
      const cgroups = withoutRows(world.cgroups, [fact.path]);
      return cgroups === world.cgroups ? world : { ...world, cgroups };
    }
    default:
      return fact satisfies never;
  }
}

function changeLayers(
  world: World,
  fact: Of<
    'layer/listed' | 'layer/changed' | 'layer/forgotten' | 'content/read' | 'content/forgotten'
  >,
  at: Millis,
): World {
  switch (fact.type) {
    case 'layer/listed':
      return layerListed(world, fact.layer);
    case 'layer/changed':
      return layerChanged(world, fact, at);
    case 'layer/forgotten':
      return layerForgotten(world, fact.id);
    case 'content/read':
      return { ...world, contents: withRow(world.contents, fact.content.id, fact.content) };
    case 'content/forgotten': {
      const contents = withoutRows(world.contents, [fact.id]);
      return contents === world.contents ? world : { ...world, contents };
    }
    default:
      return fact satisfies never;
  }
}

function changeSeen(
  world: World,
  fact: Of<'reading/read' | 'reading/forgotten' | 'machine/changed'>,
  at: Millis,
): World {
  switch (fact.type) {
    case 'reading/read': {
      const { path, text } = fact.reading;
      if (world.readings.get(path)?.text === text) return world;
      return { ...world, readings: withRow(world.readings, path, fact.reading) };
    }
    case 'reading/forgotten': {
      const readings = withoutRows(world.readings, [fact.path]);
      return readings === world.readings ? world : { ...world, readings };
    }
    case 'machine/changed': {
      const machine = { ...fact.machine, toldAt: at };
      return { ...world, machines: withRow(world.machines, machine.id, machine) };
    }
    default:
      return fact satisfies never;
  }
}

function changeEngine(
  world: World,
  fact: Of<
    | 'container/changed'
    | 'container/removed'
    | 'container/began'
    | 'image/changed'
    | 'image/removed'
  >,
): World {
  switch (fact.type) {
    case 'container/changed':
      return setContainer(world, fact.container);
    case 'container/began': {
      const known = world.containers.get(fact.id);
      if (!known) return world;
      const row = { ...known, start: fact.start };
      return { ...world, containers: withRow(world.containers, fact.id, row) };
    }
    case 'container/removed': {
      const containers = withoutRows(world.containers, [fact.id]);
      return containers === world.containers ? world : { ...world, containers };
    }
    case 'image/changed':
      return setImage(world, fact.image);
    case 'image/removed': {
      const images = withoutRows(world.images, [fact.id]);
      return images === world.images ? world : { ...world, images };
    }
    default:
      return fact satisfies never;
  }
}

/** The engine's row as it is now; what it does not know is kept. */
function setContainer(world: World, container: Container): World {
  const known = world.containers.get(container.id);
  const start = known?.start ? { start: known.start } : {};
  const row = { ...container, since: known?.since ?? container.since, ...start };
  return { ...world, containers: withRow(world.containers, row.id, row) };
}

/** A name means one image: the one that has it now takes it from the others. */
function setImage(world: World, image: Image): World {
  const others = [...world.images.values()].flatMap((other) => {
    const names = other.names.filter((name) => !image.names.includes(name));
    return other.id === image.id || names.length === other.names.length
      ? []
      : [{ ...other, names }];
  });
  const images = others.reduce((table, row) => withRow(table, row.id, row), world.images);
  return { ...world, images: withRow(images, image.id, image) };
}

function changeCommand(
  world: World,
  fact: Of<'command/started' | 'command/finished'>,
  at: Millis,
): World {
  const known = world.commands.get(fact.id);
  if (fact.type === 'command/started') {
    const { id, terminal, text } = fact;
    if (known) {
      if (known.text !== '' || text === '') return world;
      return { ...world, commands: withRow(world.commands, id, { ...known, text }) };
    }
    const row = { id, terminal, text, startedAt: at, finishedAt: null, exit: null };
    const commands = withRow(world.commands, id, row);
    const surplus = [...commands.keys()].slice(0, Math.max(0, commands.size - commandLimit));
    return { ...world, commands: withoutRows(commands, surplus) };
  }
  if (!known || known.finishedAt !== null) return world;
  const row = { ...known, text: fact.text || known.text, finishedAt: at, exit: fact.exit };
  return { ...world, commands: withRow(world.commands, row.id, row) };
}

/** Rows that only pictures of the last moment need are dropped when the next event comes. */
function forgetOld(world: World, at: Millis): World {
  const oldest = at - departureTime;
  const departed = newerThan(world.departed, oldest);
  const signals = newerThan(world.signals, oldest);
  if (departed === world.departed && signals === world.signals) return world;
  return { ...world, departed, signals };
}

function newerThan<T extends { readonly at: Millis }>(rows: readonly T[], oldest: Millis) {
  const first = rows.findIndex((row) => row.at >= oldest);
  if (first === 0 || rows.length === 0) return rows;
  return first < 0 ? [] : rows.slice(first);
}
