import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KernelRecord } from '../../src/agent/record.ts';
import { createObserver } from '../../src/observer/observer.ts';
import { apply } from '../../src/world/apply.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import { namespaceKinds, type NamespaceKind } from '../../src/world/model.ts';
import { Bench, expectSame } from './bench.ts';
import type { FakeProcess } from './fake-kernel.ts';
import { spoil } from './spoil.ts';

type Step = readonly [action: number, who: number, what: number];

/** One random step of the kernel or of the watching of it. */
function act(bench: Bench, [action, who, what]: Step): void {
  const { kernel } = bench;
  const living = kernel.living();
  const one = living[who % living.length] as FakeProcess;
  const other = living[what % living.length] as FakeProcess;
  const kinds = namespaceKinds.filter((_, index) => (what >> index) & 1);
  const cloneable = kinds.filter((kind) => kind !== 'time' && kind !== 'pid');
  const zombies = kernel.zombies();
  const zombie = zombies[who % Math.max(1, zombies.length)];
  const actions: (() => unknown)[] = [
    () => kernel.fork(one),
    () => kernel.fork(one, cloneable),
    () => kernel.fork(one, ['pid']),
    // A sibling of a PID namespace's first process cannot be: clone(2) refuses it.
    () => one.pid > 1 && one.pids.at(-1) !== 1 && kernel.fork(one, [], true),
    () => kernel.forkThread(one),
    () => kernel.threads[0] && kernel.endThread(kernel.threads[0]),
    () => kernel.exec(one, `/bin/program-number-${String(what)}`, what % 3),
    () => one.pid > 1 && kernel.exit(one),
    () => zombie && kernel.reap(zombie),
    () => one.pid > 1 && kernel.unshare(one, kinds),
    () => kernel.join(one, other, (['mnt', 'uts', 'net'] as const)[what % 3] ?? 'mnt'),
    () => one.pid > 1 && kernel.signal(other, one, what % 2 ? 18 : 19),
    () => kernel.attach(one, `/docker/${String(what % 4)}`),
    () => kernel.free(),
    () => kernel.sethostname(one, `host-${String(what)}`),
    () => kernel.mount(one, 1000 + what),
    () => bench.deliver(),
    () => bench.round('soon'),
    () => bench.round('later'),
    () => what % 8 === 0 && kernel.lose(),
    () =>
      bench.round('later', () => {
        // During the walk a child is born, and the walk may come past it.
        kernel.fork(one);
        return what % 2 ? kernel.look() : [];
      }),
  ];
  actions[action % actions.length]?.();
}

type Steps = (readonly [number, number, number])[];

describe('createObserver()', () => {
  test('has the world equal to the kernel after any history, once it has seen what it asked for', () => {
    const step = fc.tuple(fc.nat(20), fc.nat(200), fc.nat(255));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120, size: 'max' }), (steps) => {
        const bench = new Bench();
        for (const each of steps) act(bench, each);
        bench.kernel.free();
        bench.settle();
        expectSame(bench);
        expect(bench.observer.damaged).toBe(0);
        expect(bench.events.reduce(apply, emptyWorld)).toEqual(bench.observer.world);
      }),
      // Always the same histories: about one in 1,400 others meets what the next test shows.
      { numRuns: 300, seed: 1 },
    );
  });

  test.fails(
    'knows the mounts of a namespace whose number was another one’s before, in every history',
    () => {
      const bench = new Bench();
      const calm = (steps: number): Steps =>
        Array.from({ length: steps }, () => [0, 0, 0] as const);
      for (const each of [
        ...calm(9),
        ...[[9, 65, 157] as const, ...calm(2), [7, 25, 0] as const, [19, 0, 0] as const],
        ...[[16, 0, 0] as const, [18, 0, 0] as const, ...calm(3), [10, 18, 0] as const],
        ...[...calm(1), [1, 0, 57] as const, [0, 180, 0] as const],
      ])
        act(bench, [...each]);
      bench.kernel.free();
      bench.settle();
      expectSame(bench);
    },
  );

  test('asks for a walk first and takes no notice of what was traced before it', () => {
    const observer = createObserver();
    expect(observer.take({ type: 'trace', entries: [nonsense] })).toEqual([]);
    expect(observer.takeAsks('later')).toEqual([{ type: 'walk' }]);
    expect(observer.damaged).toBe(0);
  });

  test('shows a child at its fork, as its parent was, and keeps its identity when it is read', () => {
    const bench = new Bench();
    const pid = bench.kernel.fork(bench.process(1));
    bench.deliver();
    const born = bench.row(pid);
    expect(born).toMatchObject({ inherited: true, argv: ['init'], start: null });
    bench.settle();
    expect(bench.row(pid)).toMatchObject({ id: born?.id, inherited: false });
  });

  test('never looks at a process that was gone before its turn', () => {
    const bench = new Bench();
    const pid = bench.kernel.fork(bench.process(1));
    const child = bench.process(pid);
    bench.kernel.exec(child, '/bin/true', 0);
    bench.kernel.exit(child);
    bench.kernel.reap(child);
    bench.kernel.free();
    bench.deliver();
    expect(bench.observer.urgency).toBeNull();
    expect(bench.types().slice(-4)).toEqual([
      'process/forked',
      'process/execed',
      'process/exited',
      'process/reaped',
    ]);
  });

  test('takes a process that is absent when looked at for reaped', () => {
    const bench = new Bench();
    const pid = bench.kernel.fork(bench.process(1));
    bench.deliver();
    bench.kernel.reap(bench.process(pid));
    bench.settle();
    expect(bench.row(pid)).toBeNull();
  });

  test('takes a pid that is used again for another process', () => {
    const bench = new Bench();
    const pid = bench.kernel.fork(bench.process(1));
    bench.settle();
    const before = bench.row(pid);
    bench.process(pid).start += 4000;
    bench.take(bench.kernel.answer({ type: 'look', pids: [pid] }));
    expect(bench.row(pid)?.id).not.toBe(before?.id);
    expect(bench.types()).toContain('process/reaped');
  });

  test('gives orphans the parent that the kernel gave them', () => {
    const bench = new Bench();
    const middle = bench.kernel.fork(bench.process(1));
    const child = bench.kernel.fork(bench.process(middle));
    bench.settle();
    bench.kernel.exit(bench.process(middle));
    bench.settle();
    expect(bench.row(child)).toMatchObject({ parentPid: 1, parent: bench.row(1)?.id });
  });

  test('does not show threads as processes', () => {
    const bench = new Bench();
    const tid = bench.kernel.forkThread(bench.process(1));
    bench.settle();
    expect(bench.observer.world.processes.size).toBe(1);
    expect(bench.row(tid)).toBeNull();
    expect(bench.types()).not.toContain('process/forked');
  });

  test('learns from the first child where a process that unshared PIDs has its children', () => {
    const bench = new Bench();
    const pid = bench.kernel.fork(bench.process(1));
    bench.kernel.unshare(bench.process(pid), ['pid', 'uts']);
    bench.settle();
    const host = bench.row(1)?.namespaces;
    expect(bench.row(pid)?.namespaces.pid).toBe(host?.pid);
    expect(bench.row(pid)?.namespaces.uts).not.toBe(host?.uts);
    const first = bench.kernel.fork(bench.process(pid));
    bench.settle();
    expect(bench.row(first)).toMatchObject({ pids: [first, 1] });
    // The kernel names the new namespace only from its first process on.
    expect(bench.row(pid)?.forChildren.pid).toBe(bench.row(first)?.namespaces.pid);
  });

  test('asks for the mounts and the hostname of a namespace that is new', () => {
    const bench = new Bench();
    const pid = bench.kernel.fork(bench.process(1), ['mnt', 'uts']);
    bench.settle();
    const { mnt, uts } = bench.process(pid).namespaces;
    const { world } = bench.observer;
    expect([...world.mounts.values()].map(({ namespace }) => namespace)).toContain(mnt);
    expect(world.namespaces.get(uts as never)?.hostname).toBe('box');
  });

  test('looks through another process at the mounts that a short-lived one changed', () => {
    const bench = new Bench();
    const shell = bench.kernel.fork(bench.process(1), ['mnt']);
    bench.settle();
    const mount = bench.kernel.fork(bench.process(shell));
    const values = { dev_name: 0, flags: 0 };
    bench.deliver();
    const entry = { name: 'sys_enter_mount', tid: mount, at: 9000, values };
    bench.take([{ type: 'trace', entries: [entry] }]);
    bench.kernel.reap(bench.process(mount));
    bench.kernel.free();
    bench.deliver();
    expect(bench.observer.takeAsks('later')).toContainEqual({ type: 'inside', pid: shell });
    expect(bench.observer.world.requests.at(-1)).toMatchObject({ call: 'mount', pid: mount });
  });

  test('looks again at mounts that share with those of a namespace that was not known when it mounted', () => {
    const bench = new Bench();
    const shell = bench.kernel.fork(bench.process(1), ['mnt']);
    bench.kernel.exec(bench.process(shell), '/bin/sh', 0);
    bench.deliver();
    bench.round('soon');
    const shared = (pid: number): KernelRecord => ({
      type: 'mounts',
      pid,
      namespace: bench.process(pid).namespaces.mnt,
      text: '20 1 0:30 / / rw shared:1 - tmpfs root rw\n',
      at: 9000,
    });
    bench.take([shared(1)]);
    bench.observer.takeAsks('later');
    bench.take([shared(shell)]);
    expect(bench.observer.takeAsks('later')).toContainEqual({ type: 'inside', pid: 1 });
    bench.take([shared(1), shared(shell)]);
    expect(bench.observer.urgency).toBeNull();
  });

  test('says how many records were lost and asks for a walk, which keeps identities', () => {
    const bench = new Bench();
    const pid = bench.kernel.fork(bench.process(1));
    bench.settle();
    const before = bench.row(pid);
    const unseen = bench.kernel.fork(bench.process(1));
    bench.kernel.lose();
    bench.deliver();
    expect(bench.observer.world.lost).toBe(1);
    bench.settle();
    expect(bench.observer.world.lost).toBe(0);
    expect(bench.row(pid)?.id).toBe(before?.id);
    expect(bench.row(unseen)).not.toBeNull();
  });

  test('does not take a process for the thread that had its number before, when the end of that was lost', () => {
    const bench = new Bench();
    const tid = bench.kernel.forkThread(bench.process(1));
    bench.deliver();
    bench.kernel.endThread(tid);
    const pid = bench.kernel.fork(bench.process(1));
    const child = { ...bench.process(pid), pid: tid, pids: [tid] };
    bench.kernel.processes.delete(pid);
    bench.kernel.processes.set(tid, child);
    bench.kernel.lose();
    bench.settle();
    bench.kernel.sethostname(child, 'inner');
    bench.deliver();
    expect(bench.observer.world.requests.at(-1)).toMatchObject({ call: 'sethostname', pid: tid });
  });

  test('finds out by a walk what a damaged entry did not tell', () => {
    const bench = new Bench();
    const pid = bench.kernel.fork(bench.process(1));
    bench.kernel.read();
    bench.take([{ type: 'trace', entries: [nonsense] }]);
    expect(bench.row(pid)).toBeNull();
    expect(bench.observer.damaged).toBe(1);
    bench.settle();
    expect(bench.row(pid)).not.toBeNull();
  });

  test('keeps a zombie until the kernel lets go of it', () => {
    const bench = new Bench();
    const pid = bench.kernel.fork(bench.process(1));
    bench.kernel.exit(bench.process(pid));
    bench.settle();
    expect(bench.row(pid)?.status).toBe('zombie');
    bench.kernel.reap(bench.process(pid));
    bench.kernel.free();
    bench.settle();
    expect(bench.row(pid)).toBeNull();
    expect(bench.observer.world.departed.map(({ process }) => process.pid)).toContain(pid);
  });

  test('takes over the names that the engine gives, and commands from the shell', () => {
    const bench = new Bench();
    const container = {
      id: 'c'.repeat(64),
      name: 'web',
      image: 'busybox',
      imageId: 'sha256:0',
      command: ['sh'],
      status: 'running',
      pid: 1,
      exit: null,
      cgroup: '/docker/c',
      upper: '/u',
    } as const;
    const at = bench.observer.world.at + 5;
    bench.observer.take({
      type: 'engine',
      at,
      event: { type: 'container', action: 'start', container },
    });
    expect([...bench.observer.world.containers.values()]).toMatchObject([
      { name: 'web', since: at },
    ]);
    bench.observer.take({
      type: 'engine',
      at,
      event: { type: 'container', action: 'destroy', id: container.id },
    });
    expect(bench.observer.world.containers.size).toBe(0);
  });

  test('never throws on damaged records', () => {
    const kinds: NamespaceKind[] = ['mnt', 'pid'];
    const bench = new Bench();
    const pid = bench.kernel.fork(bench.process(1), kinds);
    const records = [
      ...bench.kernel.read(),
      ...bench.kernel.answer({ type: 'walk' }),
      ...bench.kernel.answer({ type: 'inside', pid }),
    ];
    const damage = fc.tuple(fc.nat(records.length - 1), fc.nat(400), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(damage), (damages) => {
        const observer = createObserver();
        const broken = records.map((record, index) =>
          damages
            .filter(([which]) => which === index)
            .reduce((each, [, at, put]) => spoil(each, at, put), record),
        );
        for (const record of broken) observer.take(record);
        observer.takeAsks('later');
      }),
    );
  });
});

/** A fork that does not say whose. */
const nonsense = { name: 'sched_process_fork', tid: 1, at: 9, values: { parent_pid: 1 } };
