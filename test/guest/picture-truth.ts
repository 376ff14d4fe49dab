// What pictures say otherwise than an independent reading of the guest.
import type { Guest } from '../../src/backend/guest.ts';
import { decodeText } from '../../src/base/bytes.ts';
import { runningContainers } from '../../src/views/machines/facts.ts';
import { gazeOf } from '../../src/views/machines/gaze.ts';
import { noGaze } from '../../src/world/gaze.ts';
import type { World } from '../../src/world/model.ts';
import type { FoundProcess } from './proc-reader.ts';
import {
  shownInMachines,
  shownInNamespaces,
  shownInPids,
  type Figure,
  type ShownInNamespaces,
  type ShownInPids,
} from './shown.ts';

/** Of Namespaces and PIDs, without processes that are younger than the reading. */
export function pictureDifferences(
  world: World,
  found: readonly FoundProcess[],
  young: ReadonlySet<number>,
): string[] {
  const inNamespaces = shownInNamespaces(world);
  const inPids = shownInPids(world);
  const real = numbersOf(found.map(({ pid }) => pid));
  const wrong = Object.entries({ Namespaces: inNamespaces, PIDs: inPids }).flatMap(
    ([view, shown]) => {
      const all = numbersOf([...shown.keys()].filter((pid) => !young.has(pid)));
      return all === real ? [] : [`${view} shows ${all}, /proc has ${real}`];
    },
  );
  for (const process of found) {
    const [one, other] = [inNamespaces.get(process.pid), inPids.get(process.pid)];
    if (one && other) wrong.push(...processDifferences(process, one, other));
  }
  return wrong;
}

const numbersOf = (pids: readonly number[]): string => pids.toSorted((a, b) => a - b).join();

function processDifferences(
  { pid, pids, parentPid, status, namespaces }: FoundProcess,
  inNamespaces: ShownInNamespaces,
  inPids: ShownInPids,
): string[] {
  const ends = [pids[0], ...pids.slice(1).slice(-1)];
  const pairs: [what: string, shown: unknown, real: unknown][] = [
    ['numbers in Namespaces', inNamespaces.pids.join(' '), ends.join(' ')],
    ['numbers in PIDs', inPids.pids.join(' '), pids.join(' ')],
    ['mark in Namespaces', inNamespaces.shape, status],
    ['mark in PIDs', inPids.shape, status],
    ['parent in PIDs', inPids.parent ?? 0, parentPid],
  ];
  // A zombie's links cannot be read.
  for (const [kind, id] of Object.entries(inNamespaces.namespaces))
    if (namespaces[kind] !== undefined) pairs.push([`bead of ${kind}`, id, namespaces[kind]]);
  const group = pids.length > 1 ? namespaces['pid'] : undefined;
  if (group !== undefined) pairs.push(['group in PIDs', inPids.group, group]);
  return pairs
    .filter(([, shown, real]) => shown !== real)
    .map(
      ([what, shown, real]) =>
        `PID ${String(pid)} ${what}: shows ${String(shown)}, /proc has ${String(real)}`,
    );
}

/** Of the blocks of Containers and VMs: against the files of the control groups and of the own layers. */
export async function figureDifferences(guest: Guest): Promise<string[]> {
  await guest.settle();
  guest.lookAt(gazeOf(guest.world));
  await guest.settle();
  const running = runningContainers(guest.world);
  const shown = shownInMachines(guest.world);
  const script = running.map(
    ({ cgroup, upper }) =>
      `cd /sys/fs/cgroup${cgroup} && echo $(cat memory.current) $(wc -l < cgroup.procs) ` +
      `$(find ${upper} -type f -exec cat {} + | wc -c)`,
  );
  const argv = ['sh', '-c', [...script, 'true'].join('\n')];
  const { stdout } = await guest.agent.call({ op: 'run', argv });
  guest.lookAt(noGaze);
  const rows = decodeText(stdout).trim().split('\n');
  return running.flatMap(({ id, name: container }, i) => {
    const [memory = NaN, processes = NaN, disk = NaN] = (rows[i] ?? '').split(' ').map(Number);
    const says = shown.get(id);
    const wrong: string[] = [];
    if (says?.processes !== processes) wrong.push('processes');
    if (!isNear(says?.disk, disk, 0)) wrong.push('own bytes');
    if (!isNear(says?.memory, memory, memoryBatch)) wrong.push('memory');
    return wrong.map((what) => `${container}: ${what}`);
  });
}

/** The kernel counts a cgroup's pages in batches of 64 (MEMCG_CHARGE_BATCH): two reads may differ by so much. */
const memoryBatch = 64 * 4096;

function isNear(figure: Figure | null | undefined, bytes: number, tolerance: number): boolean {
  return figure ? Math.abs(figure.bytes - bytes) <= tolerance + figure.step / 2 : false;
}

const limits = ['memory.max', 'memory.high', 'pids.max', 'cpu.max', 'cpu.weight'];

/** Of the limits of all control groups, which nobody looks at, against their files. */
export async function limitDifferences(guest: Guest): Promise<string[]> {
  await guest.settle();
  const names = limits.map((name) => `-name ${name}`).join(' -o ');
  const script = `cd /sys/fs/cgroup && grep -H . $(find . -mindepth 2 ${names}) /dev/null`;
  const { stdout } = await guest.agent.call({ op: 'run', argv: ['sh', '-c', script] });
  const real = new Map<string, string | undefined>(
    [...decodeText(stdout).matchAll(/^\.(.*)\/([a-z.]+):(.*)$/gm)].map(
      ([, path = '', file = '', text = '']) => [`${path} ${file}`, text],
    ),
  );
  const known = new Map<string, string>(
    [...guest.world.cgroups.values()]
      .filter(({ path }) => path !== '/')
      .flatMap(({ path, files }) =>
        limits.flatMap((file) => {
          const text = files[file]?.trim();
          return text === undefined ? [] : [[`${path} ${file}`, text] as const];
        }),
      ),
  );
  return [...new Set([...real.keys(), ...known.keys()])]
    .filter((key) => real.get(key) !== known.get(key))
    .map((key) => `${key}: ${String(real.get(key))}, the world has ${String(known.get(key))}`);
}
