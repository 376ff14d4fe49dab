// An observer and the small kernel that it observes.
import { expect } from 'vitest';
import type { KernelRecord } from '../../src/agent/record.ts';
import { createObserver, type Observer } from '../../src/observer/observer.ts';
import type { WorldEvent } from '../../src/world/event.ts';
import type { NamespaceId, Process } from '../../src/world/model.ts';
import { processByPid } from '../../src/world/query.ts';
import { FakeKernel, type FakeProcess } from './fake-kernel.ts';

/** An observer on a kernel, and all that it told. */
export class Bench {
  readonly kernel = new FakeKernel();
  readonly observer: Observer = createObserver();
  readonly events: WorldEvent[] = [];

  constructor() {
    this.settle();
  }

  take(records: readonly KernelRecord[]): void {
    for (const record of records) this.events.push(...this.observer.take(record));
  }

  deliver(): void {
    this.take(this.kernel.read());
  }

  round(urgency: 'soon' | 'later' = 'later', between?: () => KernelRecord[]): void {
    for (const ask of this.observer.takeAsks(urgency)) this.take(this.kernel.answer(ask, between));
  }

  settle(): void {
    this.deliver();
    for (let i = 0; i < 20 && this.observer.urgency !== null; i++) this.round();
    expect(this.observer.urgency).toBeNull();
  }

  process(pid: number): FakeProcess {
    const process = this.kernel.processes.get(pid);
    if (!process) throw new Error(`No process ${String(pid)}`);
    return process;
  }

  row(pid: number): Process | null {
    return processByPid(this.observer.world, pid);
  }

  types(): string[] {
    return this.events.splice(0).map(({ type }) => type);
  }
}

/** What both sides can tell of a process. */
function shown(process: FakeProcess) {
  const { pid, parent, start, comm, pids, cgroup, uid } = process;
  const dead = process.state === 'Z';
  return {
    ...{ pid, parent, start, comm, pids, cgroup, uid },
    argv: dead ? null : process.argv,
    status: dead ? 'zombie' : process.state === 'T' ? 'stopped' : 'sleeping',
    namespaces: dead ? null : process.namespaces,
  };
}

function seen(process: Process): ReturnType<typeof shown> {
  const { pid, parentPid, start, comm, pids, cgroup, uid, status } = process;
  const dead = status === 'zombie';
  return {
    ...{ pid, parent: parentPid, start: start ?? -1, comm, pids: [...pids], cgroup, uid },
    argv: dead ? null : [...process.argv],
    status: status as 'sleeping',
    namespaces: dead ? null : process.namespaces,
  };
}

/** The world says of every process, host name and mount what the kernel has. */
export function expectSame({ kernel, observer }: Bench): void {
  const { world } = observer;
  const order = (a: { pid: number }, b: { pid: number }): number => a.pid - b.pid;
  expect([...world.processes.values()].map(seen).sort(order)).toEqual(
    [...kernel.processes.values()].map(shown).sort(order),
  );
  for (const { namespaces } of kernel.living()) {
    const { uts, mnt } = namespaces;
    const mounts = [...world.mounts.values()].filter(({ namespace }) => namespace === mnt);
    expect(world.namespaces.get(uts as NamespaceId)?.hostname).toBe(kernel.hostnames.get(uts));
    expect(mounts.map(({ mountId }) => mountId)).toEqual([kernel.mounts.get(mnt)]);
  }
  for (const { pid, parentPid, parent } of world.processes.values())
    expect(parent && world.processes.get(parent)?.pid, String(pid)).toBe(parentPid || null);
}
