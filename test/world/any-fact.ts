import fc from 'fast-check';
import { emptyWorld } from '../../src/world/empty.ts';
import {
  cgroupPath,
  commandId,
  containerId,
  contentId,
  exchangeId,
  imageId,
  layerId,
  secondMachine,
} from '../../src/world/id.ts';
import type { FileFacts, WorldFact } from '../../src/world/event.ts';
import { namespaceKinds, type Exchange, type Process } from '../../src/world/model.ts';
import { evidence, mount, ns, process } from './sample.ts';

const nth = fc.integer({ min: 0, max: 2 });

export const anyProcess: fc.Arbitrary<Process> = fc
  .record({
    pid: fc.integer({ min: 1, max: 6 }),
    start: fc.integer({ min: 1, max: 2 }),
    status: fc.constantFrom('running', 'zombie', 'stopped'),
    apart: fc.record(Object.fromEntries(namespaceKinds.map((kind) => [kind, nth]))),
    children: nth,
    inherited: fc.boolean(),
    argv: fc.array(fc.string()),
  })
  .map(({ children, apart, ...row }) => {
    const sample = process({ ...row, apart: row.pid === 1 ? {} : apart } as never);
    return { ...sample, forChildren: { ...sample.forChildren, pid: ns('pid', children) } };
  });

const anyMount = fc
  .tuple(fc.integer({ min: 1, max: 9 }), nth, fc.boolean(), nth, fc.string())
  .map(([id, inside, pin, target, point]) =>
    mount({
      mountId: id,
      point,
      namespace: ns('mnt', inside),
      ...(pin ? { type: 'nsfs', root: ns('net', target) } : {}),
    }),
  );

const anyPath = fc.constantFrom('/', '/docker', '/docker/a').map(cgroupPath);
const anyCgroup = anyPath.map((path) => ({
  path,
  files: { 'pids.max': 'max' },
  since: 0,
  evidence: [],
}));
const anyText = fc.string({ unit: 'binary' });
const anyCommand = fc.integer({ min: 1, max: 4 }).map((n) => commandId(1, n));

const anyContainer = fc.record({
  id: fc.constantFrom('a', 'b').map(containerId),
  name: anyText,
  image: anyText,
  imageId: fc.constant(imageId('sha256:0')),
  command: fc.array(anyText),
  status: fc.constantFrom('created', 'running', 'exited'),
  pid: fc.nat(9),
  cgroup: anyPath,
  exit: fc.option(fc.nat(255)),
  upper: anyText,
  since: fc.nat(),
});

const anyImage = fc.record({
  id: fc.constantFrom('sha256:0', 'sha256:1').map(imageId),
  names: fc.array(anyText),
  layers: fc.array(anyText),
  size: fc.nat(),
  directories: fc.array(anyText),
  history: fc.array(fc.record({ instruction: anyText, layer: fc.boolean() })),
});

const anyLayerId = nth.map((n) => layerId(ns('mnt', n), '/upper'));
const anyFile = fc.record<FileFacts>({
  path: fc.constantFrom('', 'a', 'a/b'),
  mode: fc.constantFrom(0o100644, 0o40755, 0o20000),
  uid: fc.nat(),
  gid: fc.nat(),
  size: fc.nat(),
  links: fc.nat(9),
  inode: fc.nat(),
  mtime: fc.integer(),
  rdev: fc.tuple(fc.nat(1), fc.nat(1)),
  opaque: fc.boolean(),
  metacopy: fc.boolean(),
  origin: fc.boolean(),
  redirect: anyText,
  target: anyText,
});
const anyExchange: fc.Arbitrary<Exchange> = fc.record({
  id: fc.constantFrom('1', '2', '3').map(exchangeId),
  command: fc.option(fc.constantFrom('1', '2').map(exchangeId)),
  subject: fc.oneof(
    fc.record({
      kind: fc.constant('command' as const),
      pid: fc.nat(),
      argv: fc.array(anyText),
    }),
    fc.record({
      kind: fc.constant('operations' as const),
      counts: fc.dictionary(anyText, fc.nat()),
      lines: fc.array(anyText),
      bytes: fc.nat(),
    }),
    fc.record({
      kind: fc.constant('registry' as const),
      host: anyText,
      request: anyText,
      digest: fc.option(anyText),
      bytes: fc.nat(),
    }),
    fc.record({
      kind: fc.constant('layer' as const),
      way: fc.constantFrom('pull' as const, 'push' as const),
      digest: anyText,
      size: fc.nat(),
      outcome: fc.constantFrom('exists' as const, 'travelled' as const),
    }),
    fc.record({
      kind: fc.constant('event' as const),
      topic: anyText,
      action: anyText,
      subject: anyText,
      name: anyText,
    }),
    fc.constant({ kind: 'attach' as const, container: containerId('a') }),
  ),
  sentAt: fc.nat(),
  answer: fc.option(fc.record({ at: fc.nat(), status: fc.option(fc.nat(255)), bytes: fc.nat() })),
  evidence: fc.constant([evidence()]),
});
const anyFiles = fc.uniqueArray(anyFile, { selector: (file) => file.path });

const anyHostname = fc.record({
  namespace: nth.map((n) => ns('uts', n)),
  hostname: anyText,
  evidence: fc.constant(evidence()),
});

const id = anyProcess.map((row) => row.id);
const anyEvidence = anyText.map((text) => ({ ...evidence(), text }));

/** Any fact about a handful of processes, namespaces and containers, so that facts often meet. */
export const anyFact: fc.Arbitrary<WorldFact> = fc.oneof(
  fc.constant<WorldFact>({ type: 'world/replaced', world: emptyWorld }),
  fc
    .record({
      processes: fc.uniqueArray(anyProcess, { selector: (row) => row.id }),
      mounts: fc.uniqueArray(anyMount, { selector: (row) => row.id }).map((mounts) =>
        // A walk reads the mounts of namespaces that have processes: the host's at least.
        mounts.filter((row) => row.namespace === ns('mnt')),
      ),
      cgroups: fc.uniqueArray(anyCgroup, { selector: (row) => row.path }),
      hostnames: fc.array(anyHostname, { maxLength: 3 }),
    })
    .map<WorldFact>(({ processes, ...walk }) => {
      const first = process({ pid: 1 });
      const others = processes.filter((row) => row.id !== first.id);
      return { type: 'world/walked', walk: { ...walk, processes: [first, ...others] } };
    }),
  anyProcess.map<WorldFact>((row) => ({ type: 'process/forked', process: row })),
  anyProcess.map<WorldFact>((row) => ({ type: 'process/read', process: row })),
  fc.tuple(id, anyText, anyEvidence).map<WorldFact>(([of, executable, text]) => ({
    type: 'process/execed',
    id: of,
    executable,
    evidence: text,
  })),
  id.map<WorldFact>((of) => ({ type: 'process/exited', id: of, evidence: evidence() })),
  id.map<WorldFact>((of) => ({ type: 'process/reaped', id: of })),
  fc.tuple(id, anyPath).map<WorldFact>(([of, path]) => ({ type: 'cgroup/joined', id: of, path })),
  fc.tuple(id, fc.nat(64)).map<WorldFact>(([to, signal]) => ({
    type: 'signal/sent',
    signal: { from: null, to, signal, at: 0, evidence: evidence() },
  })),
  fc.array(anyText).map<WorldFact>((args) => ({
    type: 'syscall/requested',
    request: { pid: 1, process: null, call: 'mount', arguments: args, at: 0, evidence: evidence() },
  })),
  fc.tuple(nth, fc.array(anyMount)).map<WorldFact>(([inside, mounts]) => ({
    type: 'mounts/read',
    namespace: ns('mnt', inside),
    mounts: mounts.filter((row) => row.namespace === ns('mnt', inside)),
  })),
  anyHostname.map<WorldFact>((row) => ({ type: 'hostname/read', ...row })),
  anyCgroup.map<WorldFact>((cgroup) => ({ type: 'cgroup/created', cgroup })),
  anyCgroup.map<WorldFact>((cgroup) => ({ type: 'cgroup/read', cgroup })),
  anyPath.map<WorldFact>((path) => ({ type: 'cgroup/removed', path })),
  anyContainer.map<WorldFact>((container) => ({
    type: 'container/changed',
    container: container as never,
  })),
  fc
    .constantFrom('a', 'b')
    .map<WorldFact>((of) => ({ type: 'container/removed', id: containerId(of) })),
  fc.tuple(fc.constantFrom('a', 'b'), fc.nat(), fc.nat()).map<WorldFact>(([of, askedAt, more]) => ({
    type: 'container/began',
    id: containerId(of),
    start: { askedAt, execedAt: askedAt + more, evidence: evidence() },
  })),
  anyEvidence.map<WorldFact>((reading) => ({ type: 'reading/read', reading })),
  fc.constant<WorldFact>({ type: 'reading/forgotten', path: evidence().path }),
  fc.tuple(anyText, fc.nat(), fc.boolean()).map<WorldFact>(([text, ms, answers]) => ({
    type: 'machine/changed',
    machine: {
      id: secondMachine,
      status: answers ? 'running' : 'booting',
      memory: 1024,
      disk: { kernel: 1, root: 2 },
      elapsed: ms,
      stages: [{ name: 'kernel', ms, text }],
      lines: [{ ms, text }],
      inside: answers
        ? { release: text, bootId: text, used: 3, processes: 1, evidence: [evidence()] }
        : null,
      problem: '',
    },
  })),
  anyImage.map<WorldFact>((image) => ({ type: 'image/changed', image })),
  anyImage.map<WorldFact>((image) => ({ type: 'image/removed', id: image.id })),
  fc
    .tuple(anyCommand, anyText)
    .map<WorldFact>(([of, text]) => ({ type: 'command/started', id: of, terminal: 1, text })),
  fc
    .tuple(anyCommand, anyText, fc.integer({ min: -1, max: 255 }))
    .map<WorldFact>(([of, text, exit]) => ({ type: 'command/finished', id: of, text, exit })),
  fc.tuple(nth, anyFiles, fc.boolean()).map<WorldFact>(([n, files, cut]) => ({
    type: 'layer/listed',
    layer: {
      id: layerId(ns('mnt', n), '/upper'),
      namespace: ns('mnt', n),
      path: '/upper',
      real: '/upper',
      files,
      cut,
      evidence: evidence(),
    },
  })),
  fc.tuple(anyLayerId, anyFiles).map<WorldFact>(([of, changed]) => ({
    type: 'layer/changed',
    id: of,
    changed: changed.slice(1),
    removed: changed.slice(0, 1).map(({ path }) => path),
    evidence: evidence(),
  })),
  anyLayerId.map<WorldFact>((of) => ({ type: 'layer/forgotten', id: of })),
  fc.tuple(anyLayerId, anyText).map<WorldFact>(([layer, problem]) => ({
    type: 'content/read',
    content: { id: contentId(layer, 'a'), layer, path: 'a', base64: '', problem, at: 0 },
  })),
  anyLayerId.map<WorldFact>((layer) => ({ type: 'content/forgotten', id: contentId(layer, 'a') })),
  anyExchange.map<WorldFact>((exchange) => ({ type: 'exchange/sent', exchange })),
  fc.tuple(anyExchange, fc.nat(255)).map<WorldFact>(([{ id: of }, status]) => ({
    type: 'exchange/answered',
    id: of,
    answer: { at: 1, status, bytes: 2 },
    evidence: evidence(),
  })),
  fc.tuple(anyExchange, fc.nat()).map<WorldFact>(([{ id: of }, bytes]) => ({
    type: 'exchange/progressed',
    ...{ id: of, bytes },
  })),
  fc.constant<WorldFact>({ type: 'traffic/cut' }),
  fc.nat(5).map<WorldFact>((count) => ({ type: 'records/lost', count })),
);
