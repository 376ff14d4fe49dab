import { describe, expect, test } from 'vitest';
import type { Agent } from '../../src/agent/agent.ts';
import type { KernelRecord } from '../../src/agent/record.ts';
import { Watcher } from '../../src/backend/watcher.ts';
import { Emitter } from '../../src/base/events.ts';
import type { Ask } from '../../src/observer/wanted.ts';
import type { WorldEvent } from '../../src/world/event.ts';
import { FakeKernel, type FakeProcess } from '../observer/fake-kernel.ts';
import { ManualClock } from './manual-clock.ts';

/** A watcher of a small kernel, on a clock that is moved by hand. */
class Bench {
  readonly kernel = new FakeKernel();
  readonly clock = new ManualClock();
  readonly asked: Ask[] = [];
  readonly events: WorldEvent[] = [];
  /** How long the agent takes for each answer, ms. */
  slowness = 0;
  readonly #records = new Emitter<readonly KernelRecord[]>();
  readonly watcher: Watcher;

  constructor() {
    const agent = {
      onRecords: this.#records.event,
      look: (pids: readonly number[]) => this.#answer({ type: 'look', pids }),
      lookInside: (pid: number) => this.#answer({ type: 'inside', pid }),
      lookAtCgroup: (path: string) => this.#answer({ type: 'cgroup', path }),
      walk: () => this.#answer({ type: 'walk' }),
    };
    this.watcher = new Watcher(agent as unknown as Agent, this.clock);
    this.watcher.onEvents((events) => this.events.push(...events));
  }

  #answer(ask: Ask): Promise<void> {
    if (ask.type !== 'look' || ask.pids.length > 0) this.asked.push(ask);
    this.clock.advance(this.slowness);
    this.#records.fire(this.kernel.answer(ask));
    return Promise.resolve();
  }

  deliver(): void {
    this.#records.fire(this.kernel.read());
  }

  /** Lets so much time pass, and what was started in it come to its end. */
  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    for (let i = 0; i < 20; i++) await Promise.resolve();
  }

  process(pid: number): FakeProcess {
    const process = this.kernel.processes.get(pid);
    if (!process) throw new Error(`No process ${String(pid)}`);
    return process;
  }

  asks(): string[] {
    return this.asked.splice(0).map(({ type }) => type);
  }
}

async function started(): Promise<Bench> {
  const bench = new Bench();
  await bench.watcher.start();
  await bench.watcher.settle();
  bench.asks();
  return bench;
}

describe('Watcher', () => {
  test('begins with a replaced world and a walk', async () => {
    const bench = new Bench();
    await bench.watcher.start();
    expect(bench.asks()).toEqual(['walk']);
    expect(bench.events.map(({ type }) => type)).toEqual(['world/replaced', 'world/walked']);
    expect(bench.watcher.world.processes.size).toBe(1);
  });

  test('does not look at a process that is gone within 15 ms', async () => {
    const bench = await started();
    const child = bench.process(bench.kernel.fork(bench.process(1)));
    bench.deliver();
    await bench.pass(10);
    bench.kernel.exit(child);
    bench.kernel.reap(child);
    bench.kernel.free();
    bench.deliver();
    await bench.pass(100);
    expect(bench.asks()).toEqual([]);
  });

  test('looks at once when nothing was looked at for a while', async () => {
    const bench = await started();
    await bench.pass(200);
    const child = bench.process(bench.kernel.fork(bench.process(1)));
    bench.kernel.exec(child, '/bin/sleep', 0);
    bench.deliver();
    await bench.pass(1);
    expect(bench.asked).toEqual([{ type: 'look', pids: [child.pid] }]);
  });

  test('looks once at a process that changed many times, after 15 ms', async () => {
    const bench = await started();
    const child = bench.process(bench.kernel.fork(bench.process(1)));
    for (let i = 0; i < 5; i++) bench.kernel.exec(child, `/bin/program${String(i)}`, 0);
    bench.deliver();
    await bench.pass(14);
    expect(bench.asks()).toEqual([]);
    await bench.pass(1);
    expect(bench.asked).toEqual([{ type: 'look', pids: [child.pid] }]);
  });

  test('gives mounts their turn while processes come and go without end', async () => {
    const bench = await started();
    bench.kernel.unshare(bench.process(1), ['uts']);
    for (let i = 0; i < 12; i++) {
      bench.kernel.fork(bench.process(1));
      bench.deliver();
      await bench.pass(10);
    }
    expect(bench.asks()).toContain('inside');
  });

  test('asks a slow guest no more often than it answers', async () => {
    const bench = await started();
    bench.slowness = 400;
    for (let i = 0; i < 100; i++) {
      bench.kernel.fork(bench.process(1));
      bench.deliver();
      await bench.pass(10);
    }
    // 1000 ms of the test's own and 400 for each answer, half of which is the guest's.
    expect(bench.asks().length).toBeLessThanOrEqual(4);
  });

  test('settles once all that was to be seen was seen', async () => {
    const bench = await started();
    const child = bench.process(bench.kernel.fork(bench.process(1)));
    bench.kernel.unshare(child, ['mnt', 'uts']);
    await bench.watcher.settle();
    const row = [...bench.watcher.world.processes.values()].find(({ pid }) => pid === child.pid);
    expect(row?.namespaces).toEqual(child.namespaces);
    expect([...bench.watcher.world.mounts.values()]).toHaveLength(2);
  });

  test('numbers events without a gap from one start to the next', async () => {
    const bench = await started();
    bench.kernel.fork(bench.process(1));
    await bench.watcher.settle();
    await bench.watcher.start(bench.watcher.world);
    const seqs = bench.events.map(({ seq }) => seq);
    const again = bench.events.findLastIndex(({ type }) => type === 'world/replaced');
    expect(seqs.slice(again)).toEqual(seqs.slice(again).map((_, i) => (seqs[again] ?? 0) + i));
  });

  test('hears nothing after it was stopped', async () => {
    const bench = await started();
    bench.kernel.fork(bench.process(1));
    bench.watcher.stop();
    bench.events.splice(0);
    bench.deliver();
    await bench.pass(100);
    expect([bench.events, bench.asks()]).toEqual([[], []]);
  });
});
