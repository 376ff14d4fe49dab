// The rows of the model as shapes, for data from outside. The compiler holds each to its type in model.ts.
import {
  namespaceKinds,
  type Cgroup,
  type CgroupPath,
  bootStages,
  type BootLine,
  type BootStage,
  type Command,
  type CommandId,
  type Container,
  type ContainerId,
  type ContainerStart,
  type Content,
  type ContentId,
  type Departed,
  type Evidence,
  type Exchange,
  type ExchangeAnswer,
  type ExchangeId,
  type ExchangeSubject,
  type Image,
  type ImageId,
  type ImageStep,
  type Layer,
  type LayerFile,
  type LayerId,
  type Machine,
  type MachineId,
  type MachineInside,
  type Mount,
  type MountId,
  type Namespace,
  type NamespaceId,
  type Process,
  type ProcessId,
  type Request,
  type Signal,
} from './model.ts';
import {
  absentOr,
  count,
  dictionary,
  finite,
  flag,
  integer,
  list,
  nullable,
  object,
  oneOf,
  text,
  type Shape,
} from './shape.ts';
import type { FileFacts, LayerListing, MachineFacts } from './event.ts';

/** A layer as JSON can hold it. */
export type LayerJson = Omit<Layer, 'files'> & { readonly files: readonly LayerFile[] };

const anyText = text<string>();
export const processKey = text<ProcessId>();
export const namespaceKey = text<NamespaceId>();
export const cgroupKey = text<CgroupPath>();
export const containerKey = text<ContainerId>();
export const imageKey = text<ImageId>();
export const layerKey = text<LayerId>();
export const contentKey = text<ContentId>();
export const commandKey = text<CommandId>();
export const exchangeKey = text<ExchangeId>();

export const evidence = object<Evidence>({ path: anyText, text: anyText, at: count });

export const process = object<Process>({
  id: processKey,
  pid: count,
  start: nullable(count),
  parentPid: count,
  parent: nullable(processKey),
  comm: anyText,
  executable: nullable(anyText),
  argv: list(anyText),
  status: text('running', 'sleeping', 'waiting', 'stopped', 'zombie'),
  pids: list(count),
  namespaces: object<Process['namespaces']>({
    mnt: namespaceKey,
    uts: namespaceKey,
    ipc: namespaceKey,
    pid: namespaceKey,
    net: namespaceKey,
    user: namespaceKey,
    cgroup: namespaceKey,
    time: namespaceKey,
  }),
  forChildren: object<Process['forChildren']>({ pid: namespaceKey, time: namespaceKey }),
  cgroup: cgroupKey,
  uid: count,
  memory: count,
  since: count,
  execedAt: nullable(count),
  exitedAt: nullable(count),
  movedAt: nullable(count),
  inherited: flag,
  evidence: list(evidence),
});

export const departed = object<Departed>({ process, at: count });

export const signal = object<Signal>({
  from: nullable(count),
  to: processKey,
  signal: count,
  at: count,
  evidence,
});

export const namespace = object<Namespace>({
  id: namespaceKey,
  kind: text(...namespaceKinds),
  inode: count,
  initial: flag,
  hostname: nullable(anyText),
  creator: nullable(processKey),
  parent: nullable(namespaceKey),
  since: count,
  evidence: list(evidence),
});

export const cgroup = object<Cgroup>({
  path: cgroupKey,
  files: dictionary(anyText),
  since: count,
  evidence: list(evidence),
});

export const mount = object<Mount>({
  id: text<MountId>(),
  namespace: namespaceKey,
  mountId: count,
  parentId: count,
  root: anyText,
  point: anyText,
  type: anyText,
  source: anyText,
  options: list(anyText),
  propagation: list(anyText),
  superOptions: list(anyText),
  evidence,
});

export const containerStart = object<ContainerStart>({
  askedAt: count,
  execedAt: count,
  evidence,
});

export const container = object<Container>({
  id: containerKey,
  name: anyText,
  image: anyText,
  imageId: imageKey,
  command: list(anyText),
  status: text('created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'),
  pid: count,
  cgroup: cgroupKey,
  exit: nullable(integer),
  upper: anyText,
  since: count,
  start: absentOr(containerStart),
});

export const image = object<Image>({
  id: imageKey,
  names: list(anyText),
  layers: list(anyText),
  size: count,
  directories: list(anyText),
  history: list(object<ImageStep>({ instruction: anyText, layer: flag })),
});

const rdev: Shape<readonly [number, number]> = (value) =>
  Array.isArray(value) && value.length === 2
    ? (count(value[0]) ?? count(value[1]))
    : 'is not a pair';

const fileFacts = {
  path: anyText,
  mode: count,
  uid: count,
  gid: count,
  size: count,
  links: count,
  inode: count,
  mtime: finite,
  rdev,
  opaque: flag,
  metacopy: flag,
  origin: flag,
  redirect: anyText,
  target: anyText,
};

export const layerFacts = object<FileFacts>(fileFacts);
const layerFile = object<LayerFile>({
  ...fileFacts,
  since: nullable(count),
  changedAt: nullable(count),
});

const layerHead = {
  id: layerKey,
  namespace: namespaceKey,
  path: anyText,
  real: anyText,
  cut: flag,
  evidence,
};
export const layerListing = object<LayerListing>({ ...layerHead, files: list(layerFacts) });
export const layerRow = object<LayerJson>({ ...layerHead, files: list(layerFile) });

export const content = object<Content>({
  id: contentKey,
  layer: layerKey,
  path: anyText,
  base64: anyText,
  problem: anyText,
  at: count,
});

const bootLine = object<BootLine>({ ms: count, text: anyText });
const machineFields = {
  id: text<MachineId>(),
  status: text('fetching', 'booting', 'running', 'failed', 'off'),
  memory: count,
  disk: object<Machine['disk']>({ kernel: count, root: count }),
  elapsed: count,
  stages: list(object<BootStage>({ name: text(...bootStages), ms: count, text: anyText })),
  lines: list(bootLine),
  inside: nullable(
    object<MachineInside>({
      release: anyText,
      bootId: anyText,
      used: count,
      processes: count,
      evidence: list(evidence),
    }),
  ),
  problem: anyText,
} as const;
export const machineFacts = object<MachineFacts>(machineFields);
export const machine = object<Machine>({ ...machineFields, toldAt: count });

export const command = object<Command>({
  id: commandKey,
  terminal: count,
  text: anyText,
  startedAt: count,
  finishedAt: nullable(count),
  exit: nullable(integer),
});

export const request = object<Request>({
  pid: count,
  process: nullable(processKey),
  call: anyText,
  arguments: list(anyText),
  error: absentOr(anyText),
  at: count,
  evidence,
});

type SubjectOf<K extends ExchangeSubject['kind']> = Omit<
  Extract<ExchangeSubject, { kind: K }>,
  'kind'
>;

const exchangeSubject = oneOf<ExchangeSubject>({
  command: object<SubjectOf<'command'>>({ pid: count, argv: list(anyText) }),
  operations: object<SubjectOf<'operations'>>({
    counts: dictionary(count),
    lines: list(anyText),
    bytes: count,
  }),
  registry: object<SubjectOf<'registry'>>({
    host: anyText,
    request: anyText,
    digest: nullable(anyText),
    bytes: count,
  }),
  layer: object<SubjectOf<'layer'>>({
    way: text('pull', 'push'),
    digest: anyText,
    size: count,
    outcome: text('exists', 'travelled'),
  }),
  event: object<SubjectOf<'event'>>({
    topic: anyText,
    action: anyText,
    subject: anyText,
    name: anyText,
  }),
  attach: object<SubjectOf<'attach'>>({ container: containerKey }),
});

export const exchangeAnswer = object<ExchangeAnswer>({
  at: count,
  status: nullable(integer),
  bytes: count,
});

export const exchange = object<Exchange>({
  id: exchangeKey,
  command: nullable(exchangeKey),
  subject: exchangeSubject,
  sentAt: count,
  answer: nullable(exchangeAnswer),
  came: absentOr(count),
  evidence: list(evidence),
});
