// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import { describe as account } from '../../src/views/layers/describe.ts';
import { cellAt } from '../../src/views/layers/draw.ts';
import { fileCard } from '../../src/views/layers/evidence.ts';
import { gazeOf } from '../../src/views/layers/gaze.ts';
import { layout } from '../../src/views/layers/layout.ts';
import { stacksOf } from '../../src/views/layers/stacks.ts';
import { layersView } from '../../src/views/layers/view.ts';
import { kernelLogView } from '../../src/views/kernel-log/view.ts';
import { logText } from '../../src/views/kernel-log/describe.ts';
import { describeChanges } from '../../src/views/changes.ts';
import { mountView } from '../../src/views/mount.ts';
import { defaultOptions, type Scene } from '../../src/views/options.ts';
import type { View } from '../../src/views/view.ts';
import { apply } from '../../src/world/apply.ts';
import type { World } from '../../src/world/model.ts';
import { isTerminalEntry, parseRecording } from '../../src/world/recording.ts';
import overlayText from '../recordings/overlay.jsonl?raw';
import twoSitesText from '../recordings/two-sites.jsonl?raw';

const size = { width: 1000, height: 700 };

function recorded(text: string): World {
  const { world, entries } = parseRecording(text);
  return entries.reduce<World>(
    (now, entry) => (isTerminalEntry(entry) ? now : apply(now, entry)),
    world,
  );
}

const overlay = recorded(overlayText);
const twoSites = recorded(twoSitesText);

describe('layout() of layers', () => {
  test('stacks two containers of one image on the layers that they share', () => {
    const scene = layout(twoSites, size, defaultOptions);
    expect(scene.lanes.map(({ title, tally }) => [title, tally])).toEqual([
      ['red', 'upper: 1 changed'],
      ['blue', 'upper: 1 added'],
    ]);
    expect(scene.columns.map(({ title, shared }) => `${title}${shared ? '*' : ''}`)).toEqual([
      ...['upper', 'init'],
      ...['layer 7*', 'layer 6*', 'layer 5*', 'layer 4*', 'layer 3*', 'layer 2*', 'layer 1*'],
    ]);
    expect(scene.rows.map(({ label }) => label)).toEqual([
      'usr/local/apache2/htdocs/',
      'index.html',
      'more.html',
      '40 more, unchanged',
    ]);
  });

  test('draws a shared file once, seen by the one and hidden from the other', () => {
    const row = layout(twoSites, size, defaultOptions).rows.find(({ id }) =>
      id.endsWith('index.html'),
    );
    expect(row?.cells.map(({ id, sight }) => `${id} ${sight}`)).toEqual([
      '0/0 seen',
      'shared/3 part',
    ]);
    const [red, blue] = row?.lanes ?? [];
    expect(red?.endX).toBe(row?.cells[0]?.x);
    expect(blue?.endX).toBe(row?.cells[1]?.x);
  });

  test('places rows and columns by exact numbers', () => {
    const scene = layout(overlay, size, defaultOptions);
    expect(scene.rows.slice(0, 3).map(({ y }) => y - scene.headHeight)).toEqual([0, 23, 46]);
    expect(scene.columns.map(({ x, width }) => [x, width])).toMatchInlineSnapshot(`
      [
        [
          369,
          323,
        ],
        [
          692,
          146,
        ],
        [
          838,
          146,
        ],
      ]
    `);
  });

  test('draws only what is in the pane', () => {
    const all = layout(overlay, size, defaultOptions).rows.length;
    const few = layout(overlay, { ...size, height: 160 }, defaultOptions);
    expect(few.rows.length).toBeLessThan(all);
    expect(few.height).toBe(layout(overlay, size, defaultOptions).height);
  });

  test.each([
    ['added', ['app/old', 'app/old/c', 'etc', 'etc/hosts.orig', 'etc/motd.bak']],
    ['deleted', ['app', 'app/conf', 'app/old', 'app/old/a', 'app/old/b', 'etc', 'etc/hosts']],
    ['modified', ['app', 'app/old', 'app/tool', 'etc/motd']],
  ] as const)('shows what was %s alone', (filter, paths) => {
    const options = { ...defaultOptions, layers: { stacks: [], filter } };
    const ids = layout(overlay, size, options).rows.map(({ id }) => id);
    expect(ids.filter((id) => !id.startsWith('layers-rest'))).toEqual(
      expect.arrayContaining([...paths].slice(-1)),
    );
    expect(ids.length).toBeLessThan(layout(overlay, size, defaultOptions).rows.length);
  });
});

describe('layers', () => {
  let svg: SVGSVGElement;
  beforeEach(() => {
    document.body.innerHTML = '<svg></svg>';
    svg = document.querySelector('svg') as SVGSVGElement;
  });

  test.each([
    ['layers', layersView, 'two-sites', twoSites],
    ['layers', layersView, 'overlay', overlay],
    ['kernel-log', kernelLogView, 'overlay', overlay],
  ] as const)('%s: draw() of %s', async (name, view, recording, world) => {
    const nothing = (): undefined => undefined;
    const handlers = { onSelect: nothing, onHover: nothing, onFold: nothing };
    const mounted = mountView(svg, view as unknown as View<Scene>, handlers);
    mounted.update(world, size, defaultOptions);
    mounted.frame(world.at + 5000);
    const text = svg.innerHTML.replaceAll('><', '>\n<');
    expect(text).not.toMatch(/NaN|undefined/);
    await expect(text).toMatchFileSnapshot(`snapshots/${name}-${recording}.svg`);
  });

  test('a file that was copied up comes from the layer that it was copied from', () => {
    const cell = layout(overlay, size, defaultOptions)
      .rows.flatMap(({ cells }) => cells)
      .find(({ fromX }) => fromX !== null);
    if (!cell || cell.fromX === null || cell.since === null)
      throw new Error('Nothing was copied up');
    expect(cellAt(cell, true, cell.since).x).toBe(cell.fromX);
    expect(cellAt(cell, true, cell.since + 5000).x).toBe(cell.x);
    expect(cellAt(cell, false, cell.since).x).toBe(cell.x);
  });

  test('says every change in words', () => {
    const [part] = account(overlay).parts;
    expect(part?.sentences).toMatchInlineSnapshot(`
      [
        "Merged at /tmp/all.",
        "Together its layers hold 56 B.",
        "app/conf is deleted by upper; layer 2 has it too.",
        "app/old is replaced in upper; layer 1 has it too.",
        "app/old/a is deleted by upper; layer 1 has it too.",
        "app/old/b is deleted by upper; layer 1 has it too.",
        "app/old/c is added by upper.",
        "app/tool is changed in its attributes alone in upper; layer 1 has it too.",
        "etc/hosts is deleted by upper; layer 2 and layer 1 have it too.",
        "etc/hosts.orig is added by upper.",
        "etc/motd is copied up and changed in upper; layer 1 has it too.",
        "etc/motd.bak is added by upper.",
      ]
    `);
  });

  test('says each change as it happens', () => {
    const { world, entries } = parseRecording(overlayText);
    const told: string[] = [];
    entries.reduce<World>((before, entry) => {
      if (isTerminalEntry(entry)) return before;
      const after = apply(before, entry);
      if (entry.type === 'layer/changed') told.push(...describeChanges(before, after));
      return after;
    }, world);
    expect(told).toContain('etc/motd was copied up to upper of /tmp/all.');
    expect(told).toContain(
      'app/conf was deleted: there is a whiteout for it in upper of /tmp/all.',
    );
    expect(told).toContain('app/old/c was added to upper of /tmp/all.');
  });

  test('asks for the layers that are shown, and for the versions of a selected file', () => {
    const gaze = gazeOf(overlay, { ...defaultOptions, selected: { kind: 'file', id: 'etc/motd' } });
    expect(gaze.layers.map(({ path, changes }) => [path, changes])).toEqual([
      ['/tmp/up', true],
      ['/tmp/mid', false],
      ['/tmp/base', false],
    ]);
    expect(gaze.files.map(({ layer }) => layer.replace(/^.*\]/, ''))).toEqual([
      '/tmp/up',
      '/tmp/base',
    ]);
  });

  test('shows where each version of a file was found', () => {
    const card = fileCard(overlay, 'app/conf');
    expect(card?.facts.map(({ label, path, value }) => [label, path, value])).toEqual([
      ['upper of /tmp/all', '/tmp/up/app/conf', 'whiteout: the name is gone here and below'],
      ['layer 2', '/tmp/mid/app/conf', 'file, mode 644, 5 B'],
    ]);
  });

  test('knows mounts by hand, containers and images', () => {
    expect(stacksOf(twoSites).map(({ title }) => title)).toEqual(['red', 'blue', 'httpd:latest']);
  });
});

describe('kernel log', () => {
  test('as text has one line a request, with its sentence', () => {
    const lines = logText(overlay, defaultOptions).trim().split('\n');
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((line) => line.includes('Mounts a file system.')).length).toBeGreaterThan(
      0,
    );
  });

  test('leaves out what is hidden', () => {
    const log = { command: 'all', hidden: ['process', 'exec'] as const };
    const text = logText(overlay, { ...defaultOptions, log });
    expect(text).not.toMatch(/ fork\(| execve\(/);
    expect(text).toMatch(/ mount\(/);
  });
});
