import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KernelRecord } from '../../src/agent/record.ts';
import { createObserver, type Observer } from '../../src/observer/observer.ts';
import { apply } from '../../src/world/apply.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import type { WorldEvent } from '../../src/world/event.ts';
import { membersOf, pinsOf } from '../../src/world/query.ts';
import { formatRecording, parseRecording } from '../../src/world/recording.ts';
import type { World } from '../../src/world/model.ts';
import { spoil } from './spoil.ts';

const names = ['unshare', 'docker'] as const;
const recordings = new Map(names.map((name) => [name, read(name)]));

function read(name: string): KernelRecord[] {
  const text = readFileSync(new URL(`../recordings/${name}.jsonl`, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as KernelRecord);
}

function recordsOf(name: (typeof names)[number]): readonly KernelRecord[] {
  return recordings.get(name) ?? [];
}

/** Everything but the walk at the end. */
function beforeLastWalk(records: readonly KernelRecord[]): readonly KernelRecord[] {
  return records.slice(
    0,
    records.findLastIndex(({ type }) => type === 'walk/begin'),
  );
}

function observeAll(records: readonly KernelRecord[]) {
  const observer = createObserver();
  const events = records.flatMap((record) => observer.take(record));
  return { observer, events };
}

function rows({ world }: Observer) {
  return [...world.processes.values()]
    .map(({ pid, start, parentPid, parent, argv, pids, namespaces, cgroup, uid, status }) => ({
      ...{ pid, start, parentPid, parent, argv, pids, namespaces, cgroup, uid },
      stopped: status === 'stopped',
    }))
    .sort((a, b) => a.pid - b.pid);
}

function inEachWorld(events: readonly WorldEvent[], ask: (world: World) => boolean): boolean {
  let world = emptyWorld;
  return events.some((event) => ask((world = apply(world, event))));
}

describe.each(names)('the recording %s', { timeout: 30_000 }, (name) => {
  const records = recordsOf(name);

  test('is read without damage', () => {
    expect(observeAll(records).observer.damaged).toBe(0);
  });

  test('gives the processes, namespaces and mounts that the walk at its end finds', () => {
    const followed = observeAll(beforeLastWalk(records)).observer;
    const walked = observeAll(records).observer;
    expect(rows(followed)).toEqual(rows(walked));
    expect([...followed.world.namespaces.keys()].sort()).toEqual(
      [...walked.world.namespaces.keys()].sort(),
    );
    expect([...followed.world.mounts.keys()].sort()).toEqual(
      [...walked.world.mounts.keys()].sort(),
    );
  });

  test('never shows a process with namespaces that the world does not have', () => {
    const broken = inEachWorld(observeAll(records).events, (world) =>
      [...world.processes.values()].some(({ namespaces }) =>
        Object.values(namespaces).some((id) => !world.namespaces.has(id)),
      ),
    );
    expect(broken).toBe(false);
  });

  test('comes back from a saved recording with the same world', () => {
    const { observer, events } = observeAll(records);
    const saved = parseRecording(
      formatRecording({ imageId: 'test', world: emptyWorld, entries: events }),
    );
    expect((saved.entries as WorldEvent[]).reduce(apply, saved.world)).toEqual(observer.world);
  });

  test('is read without a throw however its texts are damaged, and says so', () => {
    const damage = fc.tuple(fc.nat(records.length - 1), fc.nat(2000), fc.nat(255));
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 20 }), (damages) => {
        const broken = [...records];
        for (const [index, at, byte] of damages) {
          const record = broken[index];
          if (record) broken[index] = flip(record, at, byte);
        }
        const { observer, events } = observeAll(broken);
        expect(events.reduce(apply, emptyWorld)).toEqual(observer.world);
        observer.takeAsks('later');
      }),
      { numRuns: 8 },
    );
  });

  test('is read without a throw when it is cut short anywhere', () => {
    fc.assert(
      fc.property(fc.nat(records.length), (length) => {
        observeAll(records.slice(0, length));
        observeAll(records.slice(length));
      }),
      { numRuns: 10 },
    );
  });
});

describe('the recording unshare', () => {
  const { events, observer } = observeAll(recordsOf('unshare'));

  test('has a shell that is number 1 of its own PID namespace, with a hostname of its own', () => {
    expect(
      inEachWorld(events, (world) =>
        [...world.processes.values()].some(
          ({ pids, comm, namespaces }) =>
            comm === 'sh' &&
            pids[1] === 1 &&
            world.namespaces.get(namespaces.uts)?.hostname === 'inner' &&
            world.namespaces.get(namespaces.pid)?.parent === 'pid:[4026531836]',
        ),
      ),
    ).toBe(true);
  });

  test('has a process that joined the namespaces of another', () => {
    expect(
      inEachWorld(events, (world) =>
        [...world.namespaces.values()].some(
          ({ kind, initial, id }) =>
            kind === 'pid' && !initial && membersOf(world, id).length === 4,
        ),
      ),
    ).toBe(true);
  });

  test('ends with a network namespace that only a mount keeps alive', () => {
    const kept = [...observer.world.namespaces.values()].filter(
      ({ initial, id }) => !initial && membersOf(observer.world, id).length === 0,
    );
    expect(kept.map(({ kind }) => kind)).toEqual(['net']);
    // The folder was bound onto itself before, so each of the two mounts shows it.
    const points = pinsOf(observer.world, kept[0]?.id ?? ('' as never)).map(({ point }) => point);
    expect(new Set(points)).toEqual(new Set(['/run/netns/blue']));
  });

  test('has the calls that were made, with their flags', () => {
    const calls = events.flatMap((event) =>
      event.type === 'syscall/requested' ? [event.request] : [],
    );
    expect(calls.find(({ call }) => call === 'unshare')?.arguments).toEqual([
      'CLONE_NEWNS',
      'CLONE_NEWUTS',
      'CLONE_NEWPID',
    ]);
    expect(new Set(calls.map(({ call }) => call))).toContain('setns');
  });
});

describe('the recording docker', () => {
  const { events } = observeAll(recordsOf('docker'));

  test('has a container of two processes in one cgroup and one set of namespaces', () => {
    expect(
      inEachWorld(events, (world) => {
        const inside = [...world.processes.values()].filter(
          ({ cgroup, comm }) => cgroup.startsWith('/docker/') && comm === 'sleep',
        );
        const [first, second] = inside;
        return (
          inside.length === 2 &&
          first?.namespaces.net === second?.namespaces.net &&
          first?.pids.join() !== second?.pids.join()
        );
      }),
    ).toBe(true);
  });
});

/** A record with one byte of one of its texts changed, or one gone. */
function flip(record: KernelRecord, at: number, byte: number): KernelRecord {
  return spoil(record, at, byte === 0 ? '' : String.fromCharCode(byte));
}
