import { expect } from 'vitest';
import type { Verdict } from '../../src/lesson/check.ts';
import { checks } from '../../src/lesson/registry.ts';
import type { WorldFact } from '../../src/world/event.ts';
import { cgroupPath, containerId, imageId } from '../../src/world/id.ts';
import type { Container, Process, World } from '../../src/world/model.ts';
import { process, worldOf } from '../world/sample.ts';

const host = process({ pid: 1, argv: ['init'], execedAt: 0 });
export const shell = process({ pid: 7, argv: ['-bash'], execedAt: 1 });
export const box = cgroupPath('/docker/3f');
export const apart = { pid: 1, mnt: 1, uts: 1 };
export const sleep = (row: Partial<Process> & { pid: number; apart?: object }): Process =>
  process({ argv: ['sleep', '9'], execedAt: 5, ...row });
export const inBox = sleep({ pid: 20, apart, pids: [20, 1], cgroup: box });

const container: Container = {
  id: containerId('3f'),
  name: 'box',
  image: 'busybox',
  imageId: imageId('sha256:0'),
  command: ['sleep'],
  status: 'running',
  pid: 20,
  cgroup: box,
  exit: null,
  upper: '/u',
  since: 0,
};

export function world(processes: Process[], ...facts: WorldFact[]): World {
  const walk = { processes: [host, shell, ...processes], cgroups: [], hostnames: [] };
  return worldOf({ type: 'world/walked', walk: { ...walk, mounts: [] } }, ...facts);
}

export function has(part: Partial<Container> = {}): WorldFact {
  return { type: 'container/changed', container: { ...container, ...part } };
}

/** The container's cgroup has a limit. */
export const limited: WorldFact = {
  type: 'cgroup/read',
  cgroup: {
    path: box,
    files: { 'memory.max': '8388608\n', 'memory.current': '4096\n', 'pids.max': '20\n' },
    since: 0,
    evidence: [
      { path: '/sys/fs/cgroup/docker/3f/memory.max', text: '8388608', at: 0 },
      { path: '/sys/fs/cgroup/docker/3f/pids.max', text: '20', at: 0 },
    ],
  },
};

/** The kernel kills the process in the box while this one runs: as a line of trace_pipe tells it, or a page of the ring. */
export function killedBy(pid: number, from: 'line' | 'page' = 'line'): WorldFact {
  const text =
    from === 'line'
      ? `head-${String(pid)}      [000] d....    61.929745: signal_generate: sig=9`
      : `thread ${String(pid)}, 61.929745: signal_generate: sig=9 errno=0 code=128`;
  return {
    type: 'signal/sent',
    signal: {
      from: null,
      to: inBox.id,
      signal: 9,
      at: 0,
      evidence: { path: 'trace', text, at: 0 },
    },
  };
}

export function judge(name: string, given: object, about: World): Verdict {
  const check = checks.get(name);
  if (!check) throw new Error(name);
  expect(check.problem(given as never)).toBeNull();
  return check.judge(about, given as never);
}

export type Row = readonly [situation: string, world: World, passes: boolean, text: RegExp];
