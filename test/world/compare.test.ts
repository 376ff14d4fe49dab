import { describe, expect, test } from 'vitest';
import { apply } from '../../src/world/apply.ts';
import { compareWorlds } from '../../src/world/compare.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import type { WorldFact } from '../../src/world/event.ts';
import { numbered, process } from './sample.ts';

const worldOf = (...facts: WorldFact[]) => numbered(facts).reduce(apply, emptyWorld);
const forked = (row: Parameters<typeof process>[0]): WorldFact => ({
  type: 'process/forked',
  process: process(row),
});
const init = forked({ pid: 1 });

describe('compareWorlds()', () => {
  test('finds nothing between a world and itself', () => {
    const world = worldOf(init, forked({ pid: 7, apart: { uts: 1 } }));
    for (const differences of Object.values(compareWorlds(world, world)))
      expect(differences).toEqual([]);
  });

  test('tells what only one of them has, and its namespaces', () => {
    const left = worldOf(init, forked({ pid: 7, argv: ['sleep', '9'], apart: { uts: 1 } }));
    const { processes, namespaces } = compareWorlds(left, worldOf(init));
    expect(processes.map((each) => [each.left, each.right])).toEqual([['PID 7 sleep 9', null]]);
    expect(namespaces).toHaveLength(1);
    expect(namespaces[0]?.left).toMatch(/^uts:.*: sleep 9$/);
    expect(namespaces[0]?.right).toBeNull();
  });

  test('tells two processes apart that were given one number', () => {
    const { processes } = compareWorlds(
      worldOf(init, forked({ pid: 7, argv: ['cat'] })),
      worldOf(init, forked({ pid: 7, argv: ['top'] })),
    );
    expect(processes.map((each) => [each.left, each.right])).toEqual([
      ['PID 7 cat', null],
      [null, 'PID 7 top'],
    ]);
  });

  test('tells how a process that both have differs', () => {
    const { processes } = compareWorlds(
      worldOf(init, forked({ pid: 7, argv: ['cat'], status: 'stopped' })),
      worldOf(init, forked({ pid: 7, argv: ['cat'] })),
    );
    expect(processes.map((each) => [each.left, each.right])).toEqual([
      ['PID 7 cat, stopped', 'PID 7 cat'],
    ]);
  });
});
