import {
  namespaceKinds,
  type NamespaceId,
  type NamespaceKind,
  type Process,
  type World,
} from '../world/model.ts';
import { forestOf, isKernelThread, type Node } from './forest.ts';
import { requestSentences } from './kernel-log/changes.ts';
import { layerSentences } from './layers/changes.ts';
import { machineSentences } from './machines/changes.ts';
import { imageSentences, trafficSentences } from './parts/changes.ts';
import { processArguments, processName, spokenNumbers } from './process-text.ts';
import { regionTitle } from './region-title.ts';
import { regionsOf, type Region } from './regions.ts';
import { signalName } from './signal-name.ts';
import { containerOf } from '../world/query.ts';
import { listed } from './counts.ts';
import { say } from './say.ts';

/** One sentence for each thing that differs between two worlds, in the order of the tree; none where nothing does. */
export function describeChanges(before: World, after: World): string[] {
  if (before === after || before.processes.size === 0) return [];
  const was = sightOf(before);
  const is = sightOf(after);
  return [
    ...requestSentences(before, after),
    ...signalSentences(before, after, is),
    ...endSentences(was, is, after),
    ...is.forest.flatMap((node) => processSentence(node, was, is)),
    ...containerSentences(before, after),
    ...nameSentences(was, is),
    ...namespaceSentences(before, after),
    ...layerSentences(before, after),
    ...machineSentences(before, after),
    ...imageSentences(before, after),
    ...trafficSentences(before, after),
  ];
}

interface Sight {
  readonly world: World;
  readonly forest: readonly Node[];
  readonly home: ReadonlyMap<string, Region>;
}

function sightOf(world: World): Sight {
  const forest = forestOf(world, false);
  const home = new Map(
    regionsOf(world, forest).flatMap((region) =>
      region.members.map(({ process }) => [process.id as string, region] as const),
    ),
  );
  return { world, forest, home };
}

const titleOf = ({ home }: Sight, process: Process): string => {
  const region = home.get(process.id);
  return region ? regionTitle(region) : say`another namespace`;
};

function commandOf(node: Node): string {
  return [processName(node), processArguments(node)].filter(Boolean).join(' ');
}

function processSentence(node: Node, was: Sight, is: Sight): string[] {
  const { process } = node;
  const known = was.world.processes.get(process.id);
  if (known === process) return [];
  const who = say`${processName(node)} is ${spokenNumbers(process, titleOf(is, process))}`;
  if (!known) {
    if (isKernelThread(node)) return [];
    const changes = namespaceChanges(node.parent?.process ?? null, process, was, is);
    return [say`${commandOf(node)} started: ${[who, ...changes].join('; ')}.`];
  }
  const moved = namespaceChanges(known, process, was, is);
  if (moved.length > 0) return [`${[who, ...moved].join('; ')}.`];
  return smallChanges(node, known, was.world, is);
}

function smallChanges(node: Node, known: Process, was: World, is: Sight): string[] {
  const { process, parent } = node;
  const name = `${processName(node)} (${spokenNumbers(process, titleOf(is, process))})`;
  const sentences = programSentences(node, known, name);
  const container = containerOf(is.world, process);
  if (container && container.id !== containerOf(was, known)?.id)
    sentences.push(say`${name} is in the control group of ${container.name}.`);
  if (known.forChildren.pid !== process.forChildren.pid) {
    sentences.push(say`The next child of ${name} will be in another PID namespace.`);
  }
  if (known.parent !== process.parent && parent) {
    const heir = `${processName(parent)}, ${spokenNumbers(parent.process, titleOf(is, parent.process))}`;
    sentences.push(say`${name} was adopted by ${heir}.`);
  }
  // The kernel tells of a fork by the number on the host alone.
  if (known.pids.join() !== process.pids.join() && sentences.length === 0) {
    const who = say`${processName(node)} is ${spokenNumbers(process, titleOf(is, process))}`;
    sentences.push(`${who}.`);
  }
  return known.status === process.status
    ? sentences
    : [...sentences, ...statusSentences(known, process, name)];
}

/** Another program, or its arguments, which are read a little later. */
function programSentences(node: Node, known: Process, name: string): string[] {
  const { argv, comm, executable, execedAt } = node.process;
  if (known.comm !== comm) return [say`${known.comm} became ${commandOf(node)}.`];
  const isRead = argv.length > 0 && known.argv.join('\0') !== argv.join('\0');
  if (isRead) return [say`${name} runs ${commandOf(node)}.`];
  const isOther = executable !== null && known.execedAt !== execedAt;
  return isOther ? [say`${name} runs ${executable} now.`] : [];
}

function statusSentences(known: Process, { status }: Process, name: string): string[] {
  if (status === 'zombie')
    return [say`${name} ended; it is a zombie until its parent asks for its exit status.`];
  if (status === 'stopped') return [say`${name} was stopped.`];
  return known.status === 'stopped' ? [say`${name} runs on.`] : [];
}

/** "new pid, mnt and uts namespaces", "joined the net namespace of web". */
function namespaceChanges(
  known: Process | null,
  process: Process,
  was: Sight,
  is: Sight,
): string[] {
  if (!known) return [];
  const changed = namespaceKinds.filter(
    (kind) => known.namespaces[kind] !== process.namespaces[kind],
  );
  const fresh = changed.filter((kind) => !was.world.namespaces.has(process.namespaces[kind]));
  const joined = new Map<string, NamespaceKind[]>();
  for (const kind of changed) {
    if (fresh.includes(kind)) continue;
    const whose = ownerOf(process.namespaces[kind], kind, is);
    joined.set(whose, [...(joined.get(whose) ?? []), kind]);
  }
  return [
    ...(fresh.length > 0 ? [say`new ${spokenKinds(fresh)}`] : []),
    ...[...joined].map(([whose, kinds]) => say`joined the ${spokenKinds(kinds)} of ${whose}`),
  ];
}

/** Name of the region that a namespace began in. */
function ownerOf(id: NamespaceId, kind: NamespaceKind, { home, world }: Sight): string {
  if (world.namespaces.get(id)?.initial) return say`the host`;
  for (const region of home.values()) {
    if (region.namespaces[kind] === id && region.standings[kind] === 'own') {
      return regionTitle(region);
    }
  }
  return say`another process`;
}

function spokenKinds(kinds: readonly NamespaceKind[]): string {
  if (kinds.length === 1) return say`${kinds[0] ?? ''} namespace`;
  return say`${listed(kinds)} namespaces`;
}

function endSentences(was: Sight, is: Sight, after: World): string[] {
  return was.forest.flatMap((node) => {
    const { process } = node;
    if (after.processes.has(process.id) || isKernelThread(node)) return [];
    const numbers = spokenNumbers(process, titleOf(was, process));
    const name = `${processName(node)} (${numbers})`;
    const gone = process.status === 'zombie' ? say`${name} was reaped.` : say`${name} ended.`;
    return [isLast(node, was, is) ? say`${gone} It was the last one there.` : gone];
  });
}

function isLast({ process }: Node, was: Sight, is: Sight): boolean {
  const region = was.home.get(process.id);
  if (!region || region.id === 'host') return false;
  return ![...is.home.values()].some(({ id }) => id === region.id);
}

function signalSentences(before: World, after: World, { forest }: Sight): string[] {
  const known = new Set(before.signals);
  return after.signals
    .filter((signal) => !known.has(signal))
    .map(({ from, to, signal }) => {
      const target = forest.find(({ process }) => process.id === to);
      const sender = forest.find(({ process }) => process.pid === from);
      const whom = target ? processName(target) : say`a process that is gone`;
      const by =
        from === null ? say`the kernel` : sender ? processName(sender) : `PID ${String(from)}`;
      return say`${by} sent ${signalName(signal)} (${String(signal)}) to ${whom}.`;
    });
}

function containerSentences(before: World, after: World): string[] {
  const sentences: string[] = [];
  for (const [id, { name, image, status }] of after.containers) {
    const known = before.containers.get(id);
    if (known?.status === status && known.name === name) continue;
    const was = known && known.name !== name ? say`, before ${known.name}` : '';
    sentences.push(say`Container ${name}${was} of ${image} is ${status}.`);
  }
  for (const [id, { name }] of before.containers) {
    if (!after.containers.has(id)) sentences.push(say`Container ${name} was removed.`);
  }
  return sentences;
}

/** Host names that were set, or are known now. */
function nameSentences(was: Sight, is: Sight): string[] {
  if (was.world.namespaces === is.world.namespaces) return [];
  return [...is.world.namespaces.values()].flatMap(({ id, hostname }) => {
    if (hostname === null || was.world.namespaces.get(id)?.hostname === hostname) return [];
    return [say`The host name in ${ownerOf(id, 'uts', is)} is ${hostname}.`];
  });
}

function namespaceSentences(before: World, after: World): string[] {
  const gone = [...before.namespaces.values()].filter(({ id }) => !after.namespaces.has(id));
  if (gone.length === 0) return [];
  const kinds = namespaceKinds.filter((kind) => gone.some((each) => each.kind === kind));
  return gone.length > kinds.length
    ? [say`Gone with their last process: ${gone.length} namespaces.`]
    : [say`Gone with their last process: ${spokenKinds(kinds)}.`];
}
