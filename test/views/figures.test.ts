// Memory and sizes in words: all of them in the account, and of what changes all the time only steps in the live region.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeChanges } from '../../src/views/changes.ts';
import { describe as accountOfLayers } from '../../src/views/layers/describe.ts';
import { describe as accountOfMachines } from '../../src/views/machines/describe.ts';
import { stepOf } from '../../src/views/steps.ts';
import { apply } from '../../src/world/apply.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import type { WorldFact } from '../../src/world/event.ts';
import type { Container, LayerFile, World } from '../../src/world/model.ts';
import { isTerminalEntry, parseRecording } from '../../src/world/recording.ts';
import { crowd } from '../gallery/fixtures.ts';
import twoSites from '../recordings/two-sites.jsonl?raw';

const told = (world: World, ...facts: WorldFact[]): World =>
  facts.reduce((now, fact) => apply(now, { ...fact, seq: now.seq + 1, at: now.at + 1 }), world);

function containerIn(world: World): Container {
  const [container] = world.containers.values();
  if (!container) throw new Error('No container');
  return container;
}

interface Files {
  readonly current?: number;
  readonly peak: number;
  readonly max?: number;
  readonly killed?: number;
}

/** The files of the first container's group say something else. */
function measured(world: World, { current = 0, peak, max, killed = 0 }: Files): World {
  const path = containerIn(world).cgroup;
  const files = {
    'memory.current': `${String(current)}\n`,
    'memory.peak': `${String(peak)}\n`,
    'memory.max': `${String(max ?? 'max')}\n`,
    'memory.events': `low 0\noom 0\noom_kill ${String(killed)}\n`,
  };
  const cgroup = { path, files, since: 0, evidence: [] };
  return told(world, { type: 'cgroup/read', cgroup });
}

const start = crowd(1, 1).world;
const { name } = containerIn(start);
const between = (before: Files, after: Files): string[] => {
  const was = measured(start, before);
  return describeChanges(was, measured(was, after));
};

describe('memory', () => {
  test('is told when the peak comes to another step, and close to the limit', () => {
    const reached = `The memory of ${name} has reached`;
    expect(between({ peak: 1.9e6 }, { peak: 2.1e6 })).toEqual([`${reached} 2.1 MB.`]);
    expect(between({ peak: 2.1e6 }, { peak: 4.9e6 })).toEqual([]);
    expect(between({ peak: 20e6, max: 32e6 }, { peak: 29e6, max: 32e6 })).toEqual([
      `${reached} 29 MB, of the 32 MB that it may have.`,
    ]);
    expect(between({ peak: 29e6, max: 64e6 }, { peak: 29e6, max: 32e6 })).toHaveLength(1);
    expect(between({ peak: 29e6, max: 32e6 }, { peak: 31e6, max: 32e6 })).toEqual([]);
    expect(between({ peak: 31e6, killed: 0 }, { peak: 31e6, killed: 1 })).toEqual([
      `The kernel ended a process of ${name}: there was no memory left for it.`,
    ]);
  });

  test('that is read for the first time is not told: it was so before', () => {
    expect(describeChanges(start, measured(start, { peak: 900e6 }))).toEqual([]);
  });

  test('however it goes up and down, no step is told twice, and none is left out', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2 ** 31), { minLength: 1, maxLength: 60 }), (currents) => {
        let world = measured(start, { peak: 0 });
        let peak = 0;
        const steps = new Set<number>();
        let sentences = 0;
        for (const current of currents) {
          peak = Math.max(peak, current);
          const next = measured(world, { current, peak });
          sentences += describeChanges(world, next).length;
          world = next;
          if (stepOf(peak) > 0) steps.add(stepOf(peak));
        }
        expect(sentences).toBe(steps.size);
      }),
    );
  });

  test('stands in the account with each of its changes', () => {
    const text = (world: World): string => JSON.stringify(accountOfMachines(world));
    const one = measured(start, { current: 1.2e6, peak: 3.4e6 });
    expect(text(one)).toContain(`1.2 MB of memory, at most 3.4 MB`);
    const many = measured(crowd(3, 1).world, { current: 4e5, peak: 5e5 });
    expect(text(many)).toMatch(/Together: memory [\d.]+ [KM]?B, layers of their own /);
  });
});

describe('sizes of layers', () => {
  const world = parseRecording(twoSites).entries.reduce(
    (now, entry) => (isTerminalEntry(entry) ? now : apply(now, entry)),
    emptyWorld,
  );
  const layer = [...world.layers.values()].find(({ real }) => real.endsWith('/diff'));
  if (!layer) throw new Error('No layer is listed');
  const plain = [...layer.files.values()].find(({ mode }) => mode >> 12 === 0o10);
  if (!plain) throw new Error('No file is in the layer');
  const holding = (size: number): World => {
    const file: LayerFile = { ...plain, path: 'srv/large', size, inode: 987_654 };
    const { id, evidence } = layer;
    const changed = [file];
    return told(world, { type: 'layer/changed', id, changed, removed: [], evidence });
  };

  test('are told in steps, beside what made them so', () => {
    const [large, larger] = [holding(900e6), holding(950e6)];
    expect(
      describeChanges(world, large).filter((each) => /^There are 9\d\d MB in /.test(each)),
    ).toHaveLength(1);
    expect(describeChanges(large, larger).filter((each) => each.startsWith('There are'))).toEqual(
      [],
    );
    expect(
      describeChanges(large, world).filter((each) => each.startsWith('There are')),
    ).toHaveLength(1);
  });

  test('stand in the account, all together', () => {
    expect(JSON.stringify(accountOfLayers(world))).toMatch(
      /Together its layers hold [\d.]+ [KMG]?B\./,
    );
  });
});

test('steps are 1, 2 and 5 of each power of ten', () => {
  expect([0, 999_999, 1e6, 1.9e6, 2e6, 4.9e6, 5e6, 9.9e6, 1e7, 3e9].map(stepOf)).toEqual([
    0, 0, 1e6, 1e6, 2e6, 2e6, 5e6, 5e6, 1e7, 2e9,
  ]);
});
