import type { Hostname, Walk, WorldEvent, WorldFact } from './event.ts';
import * as row from './row-shape.ts';
import { absentOr, count, integer, isObject, list, object, text, type Shape } from './shape.ts';
import { worldFromJson, worldShape, worldToJson, type WorldJson } from './world-json.ts';

type Fields<T extends WorldFact['type']> = Omit<Extract<WorldFact, { type: T }>, 'type'>;

const hostname = object<Hostname>({
  namespace: row.namespaceKey,
  hostname: text<string>(),
  evidence: row.evidence,
});

const walk = object<Walk>({
  processes: list(row.process),
  mounts: list(row.mount),
  cgroups: list(row.cgroup),
  hostnames: list(hostname),
});

const factShapes: {
  readonly [T in WorldFact['type']]: Shape<
    T extends 'world/replaced' ? { world: WorldJson } : Fields<T>
  >;
} = {
  'world/replaced': object<{ world: WorldJson }>({ world: worldShape }),
  'world/walked': object<Fields<'world/walked'>>({ walk }),
  'process/forked': object<Fields<'process/forked'>>({ process: row.process }),
  'process/execed': object<Fields<'process/execed'>>({
    id: row.processKey,
    executable: text<string>(),
    evidence: row.evidence,
  }),
  'process/exited': object<Fields<'process/exited'>>({
    id: row.processKey,
    evidence: row.evidence,
  }),
  'process/reaped': object<Fields<'process/reaped'>>({ id: row.processKey }),
  'process/read': object<Fields<'process/read'>>({ process: row.process }),
  'signal/sent': object<Fields<'signal/sent'>>({ signal: row.signal }),
  'syscall/requested': object<Fields<'syscall/requested'>>({ request: row.request }),
  'mounts/read': object<Fields<'mounts/read'>>({
    namespace: row.namespaceKey,
    mounts: list(row.mount),
  }),
  'hostname/read': hostname,
  'cgroup/created': object<Fields<'cgroup/created'>>({ cgroup: row.cgroup }),
  'cgroup/read': object<Fields<'cgroup/read'>>({ cgroup: row.cgroup }),
  'cgroup/removed': object<Fields<'cgroup/removed'>>({ path: row.cgroupKey }),
  'cgroup/joined': object<Fields<'cgroup/joined'>>({
    id: row.processKey,
    path: row.cgroupKey,
    evidence: absentOr(row.evidence),
  }),
  'syscall/refused': object<Fields<'syscall/refused'>>({
    pid: count,
    call: text<string>(),
    error: text<string>(),
  }),
  'container/changed': object<Fields<'container/changed'>>({ container: row.container }),
  'container/removed': object<Fields<'container/removed'>>({ id: row.containerKey }),
  'container/began': object<Fields<'container/began'>>({
    id: row.containerKey,
    start: row.containerStart,
  }),
  'image/changed': object<Fields<'image/changed'>>({ image: row.image }),
  'image/removed': object<Fields<'image/removed'>>({ id: row.imageKey }),
  'command/started': object<Fields<'command/started'>>({
    id: row.commandKey,
    terminal: count,
    text: text<string>(),
  }),
  'command/finished': object<Fields<'command/finished'>>({
    id: row.commandKey,
    text: text<string>(),
    exit: integer,
  }),
  'layer/listed': object<Fields<'layer/listed'>>({ layer: row.layerListing }),
  'layer/changed': object<Fields<'layer/changed'>>({
    id: row.layerKey,
    changed: list(row.layerFacts),
    removed: list(text<string>()),
    evidence: row.evidence,
  }),
  'layer/forgotten': object<Fields<'layer/forgotten'>>({ id: row.layerKey }),
  'content/read': object<Fields<'content/read'>>({ content: row.content }),
  'content/forgotten': object<Fields<'content/forgotten'>>({ id: row.contentKey }),
  'exchange/sent': object<Fields<'exchange/sent'>>({ exchange: row.exchange }),
  'exchange/answered': object<Fields<'exchange/answered'>>({
    id: row.exchangeKey,
    answer: row.exchangeAnswer,
    evidence: row.evidence,
  }),
  'exchange/progressed': object<Fields<'exchange/progressed'>>({
    id: row.exchangeKey,
    bytes: count,
  }),
  'traffic/cut': object<Fields<'traffic/cut'>>({}),
  'reading/read': object<Fields<'reading/read'>>({ reading: row.evidence }),
  'reading/forgotten': object<Fields<'reading/forgotten'>>({ path: text<string>() }),
  'machine/changed': object<Fields<'machine/changed'>>({ machine: row.machineFacts }),
  'records/lost': object<Fields<'records/lost'>>({ count }),
};

const envelope = object<{ seq: number; at: number }>({ seq: count, at: count });

/** What JSON can hold of an event. */
export function eventToJson(event: WorldEvent): unknown {
  return event.type === 'world/replaced' ? { ...event, world: worldToJson(event.world) } : event;
}

/** What is wrong with data that should be an event, or null. */
export function eventProblem(value: unknown): string | null {
  if (!isObject(value)) return 'is not an object';
  if (typeof value['type'] !== 'string' || !Object.hasOwn(factShapes, value['type']))
    return 'is of an unknown type';
  return envelope(value) ?? factShapes[value['type'] as WorldFact['type']](value);
}

/** The event of data in which `eventProblem` finds nothing wrong. */
export function eventFromJson(value: unknown): WorldEvent {
  const event = value as WorldEvent;
  if (event.type !== 'world/replaced') return event;
  return { ...event, world: worldFromJson(event.world as unknown as WorldJson) };
}
