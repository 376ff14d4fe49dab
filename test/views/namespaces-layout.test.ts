import { describe, expect, it } from 'vitest';
import { layout } from '../../src/views/namespaces/layout.ts';
import { place } from '../../src/views/namespaces/place.ts';
import { defaultOptions } from '../../src/views/options.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import type { World } from '../../src/world/model.ts';
import { processId } from '../../src/world/id.ts';
import { fixtures } from '../gallery/fixtures.ts';
import { crossings, overflows } from './legibility.ts';
import { fixture, namespacesOf, sizes, stage } from './worlds.ts';

describe('layout() of namespaces', () => {
  it('places one container by exact numbers', () => {
    const scene = namespacesOf('one-container');
    const { tops, bottom } = place(scene.rows, Infinity);
    const lines = scene.rows.map(({ id, height }, i) => [
      id.replace(/[0-9a-f]{20,}/, '…'),
      tops[i],
      height,
    ]);
    expect(lines).toMatchInlineSnapshot(`
      [
        [
          "region/host",
          0,
          82,
        ],
        [
          "process/1@1000",
          82,
          21,
        ],
        [
          "process/81@1000",
          103,
          21,
        ],
        [
          "process/82@1000",
          124,
          21,
        ],
        [
          "process/83@1000",
          145,
          21,
        ],
        [
          "region/…/gap",
          166,
          8,
        ],
        [
          "region/…",
          174,
          28,
        ],
        [
          "process/84@1020",
          202,
          21,
        ],
        [
          "process/85@1080",
          223,
          21,
        ],
        [
          "region/…/pad",
          244,
          6,
        ],
        [
          "region/…/end",
          250,
          4,
        ],
        [
          "process/2@1000",
          254,
          21,
        ],
        [
          "foot",
          275,
          6,
        ],
      ]
    `);
    expect(bottom).toBe(281);
    expect(scene.bands.map(({ x, width, first, last }) => ({ x, width, first, last }))).toEqual([
      { x: 5, width: 748, first: 6, last: 9 },
    ]);
  });

  it('cuts six threads at the container and lets user and time run through', () => {
    const { threads, rows } = namespacesOf('one-container');
    const stretches = (kind: string): string[] =>
      threads
        .filter((thread) => thread.kind === kind)
        .map(({ style, from, to }) => `${style} ${String(from.row)}-${String(to.row)}`);
    const last = String(rows.length - 1);
    expect(stretches('net')).toEqual(['host 0-5', 'own 6-9', `host 10-${last}`]);
    expect(stretches('user')).toEqual([`host 0-${last}`]);
    expect(stretches('time')).toEqual([`host 0-${last}`]);
  });

  it('ties a joined namespace to the region that it began in', () => {
    const { joins, rows } = namespacesOf('nsenter');
    expect(
      joins.map(({ kind, from, to }) => [kind, rows[from.row]?.label, rows[to.row]?.label]),
    ).toEqual([
      [
        'net',
        'web, httpd:2.4, host name 3c6ef362727c, 1 process',
        'unnamed (nsenter), net of web, 1 process',
      ],
    ]);
  });

  it('tells what to try while the host is alone, but not before it is there', () => {
    const told = (world: World): string[] =>
      layout(world, stage, defaultOptions)
        .signs.filter(({ id }) => id === 'text')
        .map(({ text }) => text);
    expect(told(fixture('host-only').tell().world).join(' ')).toBe(
      'All 8 processes share all eight. Now try: unshare -u bash',
    );
    expect(told(emptyWorld)).toEqual([]);
  });

  it('begins no branch at a sibling that is gone', () => {
    const { branches, rows } = namespacesOf('zombies');
    const gone = rows.filter(({ leave }) => leave !== null);
    expect(gone.length).toBeGreaterThan(0);
    const fromSiblings = branches.filter(({ fromSibling }) => fromSibling);
    expect(fromSiblings.length).toBeGreaterThan(0);
    for (const { from } of fromSiblings) expect(gone).not.toContain(rows[from]);
    const sleep = branches.find(({ to }) => rows[to]?.label.startsWith('sleep'));
    expect(rows[sleep?.from ?? -1]?.label).toMatch(/^worker 2/);
  });

  it('shows both numbers of a process in a container and one of a process outside', () => {
    const { rows } = namespacesOf('one-container');
    const numbers = (label: string): string[] =>
      rows
        .filter((row) => row.mark && row.label.startsWith(label))
        .flatMap(({ labels }) =>
          labels
            .filter(({ font, anchor }) => font === 'mono' && anchor === 'end')
            .map(({ text }) => text),
        );
    expect(numbers('sleep')).toEqual(['2', '85']);
    expect(numbers('-bash')).toEqual(['81']);
  });

  it('folds containers when there are many, and opens the ones asked for', () => {
    const folded = namespacesOf('thirty-containers');
    const titles = folded.rows.filter(
      ({ id }) => id.startsWith('region/') && !/\/(gap|pad|end)$/.test(id),
    );
    expect(titles.filter(({ fold }) => fold?.open === false)).toHaveLength(30);
    expect(titles[1]?.pips).toHaveLength(5);
    const opened = namespacesOf('thirty-containers', undefined, {
      opened: new Set([titles[1]?.fold?.key ?? '']),
    });
    expect(opened.rows.filter(({ mark }) => mark)).toHaveLength(
      folded.rows.filter(({ mark }) => mark).length + 5,
    );
  });

  it('shows a number in place of many siblings', () => {
    const { rows } = namespacesOf('two-hundred-processes');
    expect(rows.filter(({ id }) => id.startsWith('more/')).map(({ label }) => label)).toEqual([
      '161 more',
      '11 more',
    ]);
  });

  it('opens what a search finds and dims the rest', () => {
    const { rows } = namespacesOf('thirty-containers', undefined, { search: 'site-7' });
    const found = rows.filter(({ mark, dim }) => mark && !dim);
    expect(found).toHaveLength(5);
  });

  it('keeps to the focused container and what leads to it', () => {
    const all = namespacesOf('five-containers');
    const entity = all.bands[2]?.entity ?? null;
    const scene = namespacesOf('five-containers', undefined, { focus: entity });
    expect(scene.bands.map((band) => band.entity)).toEqual([entity]);
    expect(scene.rows.filter(({ mark }) => mark).map(({ label }) => label.split(',')[0])).toEqual([
      'fishbowl-agent',
      expect.stringMatching(/^fishbowl-shim/) as string,
      'httpd -f',
      'httpd -f -p 8000',
      'httpd -f -p 8001',
      'httpd -f -p 8002',
    ]);
  });

  it('lights a selected process, and the namespaces that it is in', () => {
    const { threads, rows } = namespacesOf('one-container', undefined, {
      selected: { kind: 'process', id: processId(84, 1020) },
    });
    const lit = rows.filter(({ light, mark }) => mark && light === 'selected');
    expect(lit).toHaveLength(1);
    expect(threads.filter(({ light }) => light === 'related')).toHaveLength(8);
  });

  it('moves nothing with reduced motion', () => {
    const { restsAt } = namespacesOf('run-moment', undefined, { motion: 'reduced' });
    expect(restsAt).toBe(-Infinity);
  });

  for (const size of sizes) {
    it.each(fixtures.map(({ name }) => name))(
      `%s at ${String(size.width)}: no text meets another or leaves the picture`,
      (name) => {
        const scene = namespacesOf(name, size);
        expect(scene.rows.flatMap((row) => crossings(row))).toEqual([]);
        expect(scene.rows.flatMap((row) => overflows(row, 0, scene.width))).toEqual([]);
      },
    );
  }
});
