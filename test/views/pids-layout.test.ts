import { describe, expect, it } from 'vitest';
import { place } from '../../src/views/pids/place.ts';
import type { PidsScene } from '../../src/views/pids/scene.ts';
import { layout } from '../../src/views/pids/layout.ts';
import { defaultOptions } from '../../src/views/options.ts';
import { fixtures } from '../gallery/fixtures.ts';
import { Story } from '../gallery/story.ts';
import { crossings, overflows } from './legibility.ts';
import { pidsOf, sizes, stage } from './worlds.ts';

/** "83→1" for each process with more than one number, and whether its tie is level. */
function ties(scene: PidsScene): string[] {
  const { tops } = place(scene, Infinity);
  const number = (at: number): string =>
    scene.stands[at]?.row.labels.find(({ id }) => id === 'number')?.text ?? '';
  return scene.ties.map(
    ({ from, to }) => `${number(from)}→${number(to)}${tops[from] === tops[to] ? '' : ' aslant'}`,
  );
}

describe('layout() of PIDs', () => {
  it('places one container by exact numbers', () => {
    const scene = pidsOf('one-container');
    const { tops, groups, bottom } = place(scene, Infinity);
    expect(scene.stands.map(({ row, column }, i) => [row.label.split(',')[0], column, tops[i]]))
      .toMatchInlineSnapshot(`
      [
        [
          "fishbowl-agent",
          0,
          52,
        ],
        [
          "-bash",
          0,
          73,
        ],
        [
          "docker run -it --name web busybox sh",
          0,
          94,
        ],
        [
          "fishbowl-shim 3c6ef362727c",
          0,
          115,
        ],
        [
          "sh",
          0,
          136,
        ],
        [
          "sh",
          1,
          136,
        ],
        [
          "sleep 1000",
          0,
          157,
        ],
        [
          "sleep 1000",
          1,
          157,
        ],
        [
          "[kthreadd]",
          0,
          178,
        ],
      ]
    `);
    expect([...groups.values()]).toMatchInlineSnapshot(`
      [
        {
          "bottom": 183,
          "top": 110,
        },
      ]
    `);
    expect(bottom).toBe(199);
  });

  it('ties the numbers of each process level', () => {
    expect(ties(pidsOf('two-containers'))).toEqual(['83→1', '84→2', '85→3', '86→4', '88→1']);
  });

  it('gathers what docker exec began elsewhere into the container’s numbers', () => {
    expect(ties(pidsOf('exec-into'))).toEqual([
      '83→1',
      '84→2',
      '86→1',
      '89→3 aslant',
      '90→4 aslant',
    ]);
  });

  it('follows a process through namespaces three deep', () => {
    const scene = pidsOf('nested-pid');
    expect(scene.columns).toHaveLength(4);
    expect(ties(scene).slice(-6)).toEqual(['89→7', '7→4', '4→1', '90→8', '8→5', '5→2']);
  });

  it('puts two containers that share numbers into one group', () => {
    const scene = pidsOf('pid-shared');
    expect(scene.groups).toHaveLength(1);
    expect(ties(scene)).toEqual(['83→1', '84→2', '86→3 aslant', '87→4 aslant']);
  });

  it('begins no branch at a sibling that is gone', () => {
    const { stands } = pidsOf('zombies');
    const siblings = stands.flatMap(({ sibling }) => stands[sibling ?? -1]?.row ?? []);
    expect(siblings.length).toBeGreaterThan(0);
    expect(siblings.filter(({ leave }) => leave !== null)).toEqual([]);
  });

  it('takes the name of a namespace away with its frame', () => {
    const story = new Story();
    const web = story.container({ name: 'web' });
    story.exit(web);
    story.reap(web);
    const [group] = layout(story.world, stage, defaultOptions).groups;
    expect(group?.leave).not.toBeNull();
    expect(group?.row).toMatchObject({ enter: group?.enter, leave: group?.leave });
  });

  it('seals PID 1 of each namespace', () => {
    const sealed = pidsOf('two-containers').stands.filter(({ row }) =>
      row.labels.some(({ style }) => style === 'seal'),
    );
    expect(sealed.map(({ column }) => column)).toEqual([0, 1, 1]);
  });

  for (const size of sizes) {
    it.each(fixtures.map(({ name }) => name))(
      `%s at ${String(size.width)}: nothing meets anything else in its column`,
      (name) => {
        const scene = pidsOf(name, size);
        const { tops, groups } = place(scene, Infinity);
        scene.columns.forEach(({ x }, column) => {
          const own = scene.stands.flatMap((stand, i) =>
            stand.column === column && stand.row.leave === null
              ? [{ top: tops[i] ?? 0, bottom: (tops[i] ?? 0) + stand.row.height }]
              : [],
          );
          expect(meetings(own)).toEqual([]);
          for (const stand of scene.stands) {
            if (stand.column !== column) continue;
            expect(crossings(stand.row)).toEqual([]);
            const width = scene.columns[column]?.width ?? 0;
            expect(overflows(stand.row, x, width + 1)).toEqual([]);
          }
        });
        for (let column = 1; column < scene.columns.length; column++) {
          const own = scene.groups.filter((group) => group.column === column);
          expect(meetings(own.map(({ id }) => groups.get(id) ?? { top: 0, bottom: 0 }))).toEqual(
            [],
          );
        }
      },
    );
  }
});

/** Stretches that overlap. */
function meetings(stretches: readonly { readonly top: number; readonly bottom: number }[]) {
  const sorted = [...stretches].sort((a, b) => a.top - b.top);
  return sorted.filter((each, i) => i > 0 && each.top < (sorted[i - 1]?.bottom ?? 0) - 0.01);
}
