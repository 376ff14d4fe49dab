// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { describe as account } from '../../src/views/machines/describe.ts';
import { endOf } from '../../src/views/machines/draw.ts';
import { evidence } from '../../src/views/evidence.ts';
import { factsOf } from '../../src/views/machines/facts.ts';
import { gazeOf } from '../../src/views/machines/gaze.ts';
import { layout } from '../../src/views/machines/layout.ts';
import { howMany, seriesOf, valueAt } from '../../src/views/machines/projection.ts';
import { fonts, type Label, type MachinesScene } from '../../src/views/machines/scene.ts';
import { machinesView } from '../../src/views/machines/view.ts';
import { roughly, timeText } from '../../src/views/machines/words.ts';
import { describeChanges } from '../../src/views/changes.ts';
import { mountView } from '../../src/views/mount.ts';
import { defaultOptions, machineEntity } from '../../src/views/options.ts';
import { textWidth } from '../../src/views/text.ts';
import { apply } from '../../src/world/apply.ts';
import type { WorldFact } from '../../src/world/event.ts';
import { secondMachine } from '../../src/world/id.ts';
import type { Machine, World } from '../../src/world/model.ts';
import { crowd, fixtures } from '../gallery/fixtures.ts';

const size = { width: 690, height: 700 };
const meg = 1e6;

function after(world: World, ...facts: WorldFact[]): World {
  return facts.reduce(
    (now, fact) => apply(now, { ...fact, seq: now.seq + 1, at: now.at + 1 }),
    world,
  );
}

const booting: Omit<Machine, 'toldAt'> = {
  id: secondMachine,
  status: 'booting',
  memory: 100 * meg,
  disk: { kernel: 3 * meg, root: 14 * meg },
  elapsed: 2000,
  stages: [
    { name: 'firmware', ms: 10, text: 'SeaBIOS (version 1.16.2)' },
    { name: 'kernel', ms: 600, text: '[    0.000000] Linux version 6.1.192 (x)' },
  ],
  lines: [{ ms: 1900, text: '[    1.2] Unpacking initramfs...' }],
  inside: null,
  problem: '',
};

const running: Omit<Machine, 'toldAt'> = {
  ...booting,
  status: 'running',
  elapsed: 5000,
  stages: [
    ...booting.stages,
    { name: 'init', ms: 4000, text: 'Run /init as init process' },
    { name: 'ready', ms: 5000, text: 'PID 1 answers: fishbowl-agent' },
  ],
  inside: {
    release: '6.1.192',
    bootId: 'bbbb',
    used: 25 * meg,
    processes: 1,
    evidence: [
      { path: '/proc/1/comm', text: 'fishbowl-agent\n', at: 1 },
      { path: '/proc/sys/kernel/random/boot_id', text: 'bbbb\n', at: 1 },
    ],
  },
};

/** Containers, the nth with n megabytes of memory, started within n hundred milliseconds. */
function measured(count: number): World {
  const { world } = crowd(count, 1);
  const reading = { path: '/proc/sys/kernel/random/boot_id', text: 'aaaa\n', at: 5 };
  const facts = [...world.containers.values()].flatMap((container, i): WorldFact[] => {
    const files = {
      'memory.current': `${String((i + 1) * meg)}\n`,
      'memory.peak': `${String((i + 2) * meg)}\n`,
    };
    const at = container.since;
    const evidence = { path: 'trace_pipe', text: 'sched_process_exec: filename=/bin/httpd', at };
    const start = { askedAt: at - (i + 1) * 100, execedAt: at, evidence };
    const own = `/proc/${String(container.pid)}/root/proc/sys/kernel/random/boot_id`;
    return [
      {
        type: 'cgroup/read',
        cgroup: { path: container.cgroup, files, since: 0, evidence: [] },
      },
      { type: 'container/began', id: container.id, start },
      { type: 'reading/read', reading: { ...reading, path: own } },
    ];
  });
  return after(world, { type: 'reading/read', reading }, ...facts);
}

const scene = (world: World, width = size.width): MachinesScene =>
  layout(world, { ...size, width }, defaultOptions);

describe('factsOf()', () => {
  test('reads memory, peak, start and kernel of each container, the oldest first', () => {
    expect(
      factsOf(measured(2)).containers.map(({ container, memory, peak, start, sameKernel }) => [
        ...[container.name, memory, peak, start, sameKernel],
      ]),
    ).toEqual([
      ['site-1', meg, 2 * meg, 100, true],
      ['site-2', 2 * meg, 3 * meg, 200, true],
    ]);
  });

  test('says nothing of what was not measured', () => {
    const [first] = factsOf(crowd(1, 1).world).containers;
    expect(first).toMatchObject({ memory: null, peak: null, disk: null, start: null });
    expect(first?.sameKernel).toBeNull();
  });
});

describe('projection', () => {
  test('adds up what was measured, and goes on with the average', () => {
    const [containers] = seriesOf(factsOf(measured(3)), 'memory');
    expect(containers?.measured).toEqual([
      { n: 1, value: meg },
      { n: 2, value: 3 * meg },
      { n: 3, value: 6 * meg },
    ]);
    expect(containers?.each).toBe(2 * meg);
    expect(containers && howMany(containers, 16e9)).toBe(8000);
  });

  test('measures a machine once its PID 1 has answered, but its disk at once', () => {
    const boots = factsOf(after(measured(1), { type: 'machine/changed', machine: booting }));
    expect(seriesOf(boots, 'memory').map(({ of }) => of)).toEqual(['containers']);
    const runs = factsOf(after(measured(1), { type: 'machine/changed', machine: running }));
    const of = (quantity: 'memory' | 'disk' | 'start') =>
      seriesOf(runs, quantity).find((series) => series.of === 'machines');
    expect([of('memory')?.each, of('disk')?.each, of('start')?.each]).toEqual([
      ...[100 * meg, 17 * meg, 5000],
    ]);
    const memory = of('memory');
    expect(memory && howMany(memory, 16e9)).toBe(160);
    expect(memory && valueAt(memory, 10)).toBe(1000 * meg);
  });
});

describe('layout() of machines', () => {
  const layers = ['emulator', 'hardware', 'kernel'];
  const placedAt = (width: number) => {
    const world = after(measured(2), { type: 'machine/changed', machine: running });
    const { blocks } = layout(world, { width, height: 700 }, defaultOptions);
    return new Map(blocks.map(({ id, x, y, height }) => [id, [x, y, height]]));
  };

  test('stands both stacks on one ground', () => {
    const at = placedAt(size.width);
    const left = layers.map((id) => at.get(`left-${id}`)?.join(' '));
    expect(left).toEqual(['14 358 27', '14 328 27', '14 285 40']);
    expect(at.get('tab')).toEqual([14, 391, 27]);
  });

  test.each([size.width, 1000, 614, 570])('stands layer beside layer, %i px wide', (width) => {
    const at = placedAt(width);
    for (const id of layers)
      expect(at.get(`right-${id}`)?.slice(1)).toEqual(at.get(`left-${id}`)?.slice(1));
  });

  test('draws a bar of memory on a scale of the greatest peak', () => {
    const blocks = scene(measured(2)).blocks.filter(({ kind }) => kind === 'container');
    const [second, first] = blocks.map(({ bars }) => bars[0]);
    expect(second && second.peak).toBeCloseTo(second?.width ?? 0);
    expect(first && second && second.value / first.value).toBeCloseTo(2);
  });

  test('folds the oldest of many containers and opens them', () => {
    const world = measured(30);
    const kinds = (opened: string[]) =>
      layout(world, size, { ...defaultOptions, opened: new Set(opened) }).blocks.filter(
        ({ kind }) => kind === 'container',
      ).length;
    expect(kinds([])).toBe(11);
    expect(kinds(['machines/rest'])).toBe(30);
    const rest = scene(world).blocks.find(({ kind }) => kind === 'rest');
    expect(rest?.sentence).toBe('19 older: 190 MB, 38 processes');
  });

  test('draws what is measured solid and only what lies beyond it dashed', () => {
    const world = after(measured(3), { type: 'machine/changed', machine: running });
    const memory = scene(world).charts.find(({ id }) => id === 'memory');
    expect(memory?.lines.map(({ of, points }) => [of, points.length])).toEqual([
      ['containers', 3],
      ['machines', 1],
    ]);
    for (const { measured: solid, extrapolated, points } of memory?.lines ?? []) {
      const last = points.at(-1);
      const start = /^M([\d.]+),([\d.]+)/.exec(extrapolated);
      expect(Number(start?.[1])).toBeCloseTo(last?.x ?? 0, 0);
      expect(solid.split(/[ML]/).filter(Boolean)).toHaveLength(points.length);
    }
    expect(memory?.crossings).toHaveLength(2);
  });

  test('shows how far the boot is, and lets it grow with the time', () => {
    const world = after(measured(1), { type: 'machine/changed', machine: booting });
    const { track } = scene(world);
    expect(track.parts.map(({ name }) => name)).toEqual(['firmware', 'kernel']);
    const [firmware, kernel] = track.parts;
    expect(firmware?.growing).toBeNull();
    expect(kernel?.growing?.at).toBe(world.at);
    if (!kernel) throw new Error('The kernel does not run');
    const perMs = track.width / 10_000;
    expect(endOf(kernel, world.at)).toBeCloseTo(track.x + 2000 * perMs);
    expect(endOf(kernel, world.at + 1000)).toBeCloseTo(track.x + 3000 * perMs);
    expect(endOf(kernel, world.at + 60_000)).toBeCloseTo(track.x + track.width);
  });

  test('outlines the second machine until its parts are there', () => {
    const absent = (world: World): string[] =>
      scene(world)
        .blocks.filter(({ id, absent: gone }) => gone && id.startsWith('right'))
        .map(({ id }) => id.slice(6));
    expect(absent(measured(1))).toEqual(['init', 'root', 'kernel', 'hardware', 'emulator']);
    expect(absent(after(measured(1), { type: 'machine/changed', machine: booting }))).toEqual([
      'init',
      'root',
    ]);
    expect(absent(after(measured(1), { type: 'machine/changed', machine: running }))).toEqual([]);
  });
});

function extent({ text, x, anchor, style }: Label): readonly [number, number] {
  const width = textWidth(text, ...fonts[style]);
  const from = anchor === 'end' ? x - width : anchor === 'middle' ? x - width / 2 : x;
  return [from, from + width];
}

/** Texts that run into each other or out of the picture. */
function clashes({ width, labels, blocks, track, charts }: MachinesScene): string[] {
  const all = [
    ...labels,
    ...track.labels,
    ...blocks.flatMap((block) => block.labels),
    ...charts.flatMap((chart) => chart.labels),
  ].filter(({ text }) => text !== '');
  const lines = new Map<number, Label[]>();
  for (const each of all) {
    const y = Math.round(each.y);
    lines.set(y, [...(lines.get(y) ?? []), each]);
  }
  const found = all
    .filter((each) => extent(each)[0] < -1 || extent(each)[1] > width + 1)
    .map(({ text }) => `out: ${text}`);
  for (const line of lines.values()) {
    const sorted = [...line].sort((a, b) => extent(a)[0] - extent(b)[0]);
    for (const [i, each] of sorted.entries()) {
      const next = sorted[i + 1];
      if (next && extent(next)[0] < extent(each)[1] - 1) found.push(`${each.text} | ${next.text}`);
    }
  }
  return found;
}

describe('legibility of machines', () => {
  const longNames = fixtures.find(({ name }) => name === 'long-names')?.tell().world;
  test.each([390, 560, 690, 760, 1000, 1440])('no text meets another at %i pixels', (width) => {
    const worlds = [1, 5, 6, 30].flatMap((count) => [
      measured(count),
      after(measured(count), { type: 'machine/changed', machine: booting }),
      after(measured(count), { type: 'machine/changed', machine: running }),
    ]);
    for (const world of [...worlds, ...(longNames ? [longNames] : [])])
      expect(clashes(scene(world, width))).toEqual([]);
  });
});

describe('words of machines', () => {
  test('describe() tells each container and each stage of the boot', () => {
    const world = after(measured(2), { type: 'machine/changed', machine: running });
    const { parts } = account(world);
    expect(parts[0]?.table?.rows.map((row) => row.slice(0, 5))).toEqual([
      ['site-1', 'busybox', '100 ms', '1.0 MB', '2.0 MB'],
      ['site-2', 'httpd:2.4', '200 ms', '2.0 MB', '3.0 MB'],
    ]);
    expect(parts[0]?.sentences).toContain(
      '2 of them read the host’s own boot id in their /proc: the same kernel.',
    );
    expect(parts[1]?.table?.rows.map(([stage, ms]) => `${stage ?? ''} ${ms ?? ''}`)).toEqual([
      ...['firmware 10 ms', 'its kernel 600 ms', 'init 4.0 s', 'PID 1 answers 5.0 s'],
    ]);
    expect(parts[2]?.table?.rows.at(-1)).toEqual([
      ...['start', 'virtual machines', '1: 5.0 s', '5.0 s', '', ''],
    ]);
  });

  test('describeChanges() tells a start, each step of the boot, and the switching off', () => {
    const before = measured(1);
    const boots = after(before, { type: 'machine/changed', machine: booting });
    const runs = after(boots, { type: 'machine/changed', machine: running });
    const off = after(runs, { type: 'machine/changed', machine: { ...running, status: 'off' } });
    expect(describeChanges(crowd(1, 1).world, before)).toContain(
      'The program of site-1 runs 100 ms after the engine was asked.',
    );
    expect(describeChanges(before, boots)).toEqual([
      'The second machine, 10 ms after power on: firmware.',
      'The second machine, 600 ms after power on: its kernel.',
      'The second machine is switched on, with 100 MB of its own.',
    ]);
    expect(describeChanges(boots, runs)).toEqual([
      'The second machine, 4.0 s after power on: init.',
      'The second machine, 5.0 s after power on: PID 1 answers.',
    ]);
    expect(describeChanges(runs, off)).toEqual(['The second machine is switched off.']);
  });

  test('evidence() shows the execve of a container, and what the second machine said', () => {
    const world = after(measured(1), { type: 'machine/changed', machine: running });
    const [container] = world.containers.values();
    if (!container) throw new Error('There is no container');
    const card = evidence(world, { kind: 'container', id: container.id });
    expect(card?.facts[0]).toMatchObject({ label: 'Started', path: 'trace_pipe' });
    expect(card?.facts.find(({ label }) => label === 'Kernel')?.text).toBe('aaaa\n');
    const second = evidence(world, machineEntity('second'));
    expect(second?.facts.map(({ path }) => path)).toContain('second machine: /proc/1/comm');
    expect(second?.facts.some(({ path }) => path.startsWith('/proc'))).toBe(false);
    expect(evidence(world, machineEntity('this'))?.facts[0]?.text).toBe('aaaa\n');
  });

  test('gazeOf() asks for the control group and the kernel of each container, once a second', () => {
    const world = measured(2);
    const gaze = gazeOf(world);
    expect(gaze.every).toBe(1000);
    expect(gaze.cgroups).toEqual([...world.containers.values()].map(({ cgroup }) => cgroup));
    expect(gaze.readings).toHaveLength(5);
    expect(gaze.readings.every(({ changes }) => !changes)).toBe(true);
  });

  test('numbers are told no finer than they are known', () => {
    expect([roughly(12_437), roughly(8), roughly(165), roughly(Infinity)]).toEqual([
      ...['about 12\u202f000', 'about 8', 'about 160', 'any number of'],
    ]);
    expect([timeText(312.4), timeText(4210), timeText(31_900)]).toEqual([
      ...['312 ms', '4.2 s', '32 s'],
    ]);
  });
});

describe('draw() of machines', () => {
  const nothing = (): undefined => undefined;
  const silent = { onSelect: nothing, onHover: nothing, onFold: nothing };

  test('shows the same moment the same, however it was come to, and rests in the end', () => {
    document.body.innerHTML = '<svg></svg>';
    const svg = document.querySelector('svg') as SVGSVGElement;
    const before = measured(2);
    const boots = after(before, { type: 'machine/changed', machine: booting });
    const mounted = mountView(svg, machinesView, silent);
    const shown = (world: World, now: number): string => {
      mounted.update(world, size, defaultOptions);
      mounted.frame(now);
      return svg.innerHTML.replace(/ tabindex="[-\d]+"/g, '');
    };
    const first = shown(before, before.at);
    const later = shown(boots, boots.at + 700);
    expect(later).not.toBe(first);
    expect(shown(before, before.at)).toBe(first);
    expect(shown(boots, boots.at + 700)).toBe(later);
    expect(mounted.frame(boots.at + 700)).toBe(true);
    expect(mounted.frame(boots.at + 60_000)).toBe(false);
  });

  test('names every block that can be reached', async () => {
    document.body.innerHTML = '<svg></svg>';
    const svg = document.querySelector('svg') as SVGSVGElement;
    const mounted = mountView(svg, machinesView, silent);
    const world = after(measured(2), { type: 'machine/changed', machine: running });
    mounted.update(world, size, { ...defaultOptions, motion: 'reduced' });
    mounted.frame(world.at);
    const items = [...svg.querySelectorAll('[role="treeitem"]')];
    expect(items.length).toBeGreaterThan(12);
    expect(items.filter((item) => !item.getAttribute('aria-label'))).toEqual([]);
    expect(svg.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    const picture = svg.outerHTML.replace(/></g, '>\n<');
    await expect(`${picture}\n`).toMatchFileSnapshot('snapshots/machines-two-and-a-vm.svg');
  });
});
