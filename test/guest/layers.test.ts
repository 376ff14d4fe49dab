// After random operations on overlays, what the Layers view's scene shows equals what find(1) finds.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import { decodeText } from '../../src/base/bytes.ts';
import type { Guest } from '../../src/backend/guest.ts';
import { gazeOf } from '../../src/views/layers/gaze.ts';
import { layout } from '../../src/views/layers/layout.ts';
import { stacksOf, type Stack } from '../../src/views/layers/stacks.ts';
import { shownOf, type Node } from '../../src/views/layers/tree.ts';
import { defaultOptions, type ViewOptions } from '../../src/views/options.ts';
import { outputOf } from './answer-of.ts';

let guest: Guest;
beforeAll(async () => {
  guest = await openNodeGuest();
}, 120_000);
afterAll(() => guest.shutdown());

const run = (line: string): Promise<string> => outputOf(guest, line);

/** Mulberry32: the same steps in every run. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const directories = ['d', 'd/e', 'f', 'g'];
const files = ['x', 'y', 'd/x', 'd/y', 'd/e/x', 'f/x', 'f/z', 'g/x'];

/** One random operation, as a person might type it in the merged tree. It may fail: then nothing changes. */
function step(random: (below: number) => number): string {
  const pick = (of: readonly string[]): string => of[random(of.length)] ?? '';
  const operations = [
    () => `echo ${String(random(1000))} > ${pick(files)}`,
    () => `echo more >> ${pick(files)}`,
    () => `rm -f ${pick(files)}`,
    () => `rm -rf ${pick(directories)}`,
    () => `mkdir -p ${pick(directories)}`,
    () => `d=${pick(directories)}; rm -rf $d; mkdir -p $d; echo new > $d/x`,
    () => `mv ${pick(files)} ${pick(files)}`,
    () => `mv -T ${pick(directories)} ${pick(directories)}2`,
    () => `ln ${pick(files)} ${pick(files)}.link`,
    () => `ln -sf /etc/passwd ${pick(directories)}/s`,
    () => `chmod ${pick(['600', '644', '4755'])} ${pick(files)}`,
    () => `chmod ${pick(['700', '755', '1777'])} ${pick(directories)}`,
    () => `chown 7:9 ${pick(files)}`,
    () => `mkfifo ${pick(directories)}/pipe`,
  ];
  return operations[random(operations.length)]?.() ?? 'true';
}

interface Found {
  readonly mode: number;
  readonly size: number;
  readonly rdev: string;
}

const isFolder = (mode: number): boolean => mode >> 12 === 0o4;

/** Every name below a directory, as find(1) and stat(1) tell it; sizes of directories are their file system's affair. */
function parseFound(text: string, root: string): Map<string, Found> {
  const found = new Map<string, Found>();
  for (const line of text.split('\n').filter(Boolean)) {
    const [name = '', mode = '', size = '', rdev = ''] = line.split('|');
    const path = name.slice(root.length + 1);
    const raw = parseInt(mode, 16);
    found.set(path, { mode: raw, size: isFolder(raw) ? 0 : Number(size), rdev });
  }
  return found;
}

const findIn = (root: string): string =>
  `find ${root} -mindepth 1 -exec stat -c '%n|%f|%s|%t,%T' {} +`;

/** The view's options with one stack shown and nothing folded. */
function unfolded(id: string): ViewOptions {
  const options = { ...defaultOptions, layers: { stacks: [id], filter: 'all' as const } };
  const keys = (nodes: readonly Node[]): string[] =>
    nodes.flatMap(({ path, children }) => [
      `layers/${path}`,
      `layers-rest/${path}`,
      ...keys(children),
    ]);
  const opened = new Set(['layers-rest/', ...keys(shownOf(guest.world, options).roots)]);
  return { ...options, opened };
}

/** What the scene shows: the merged tree, and the upper layer with its whiteouts and opaque directories. */
function shownBy(stack: Stack) {
  const options = unfolded(stack.id);
  const scene = layout(guest.world, { width: 1200, height: 1e6 }, options);
  const names = new Map<string, { mode: number; size: number }>();
  const whiteouts = new Set<string>();
  const opaque = new Set<string>();
  const flat = (nodes: readonly Node[]): Node[] =>
    nodes.flatMap((node) => [node, ...flat(node.children)]);
  const nodes = new Map(flat(shownOf(guest.world, options).roots).map((node) => [node.path, node]));
  for (const row of scene.rows) {
    const name = nodes.get(row.id)?.lanes[0];
    const version = name?.versions[name.provider];
    if (!row.gone && version) {
      const size = isFolder(version.mode) ? 0 : version.size;
      names.set(row.id, { mode: version.mode, size });
    }
    const upper = row.cells.find(({ id }) => id === '0/0');
    if (upper?.glyph === 'whiteout') whiteouts.add(row.id);
    if (upper?.opaque) opaque.add(row.id);
  }
  return { names, whiteouts, opaque };
}

async function isOpaque(path: string): Promise<boolean> {
  try {
    const value = await guest.agent.call({ op: 'getxattr', path, name: 'trusted.overlay.opaque' });
    return decodeText(value) === 'y';
  } catch {
    return false;
  }
}

/** How much there was to compare. */
const seen = { names: 0, whiteouts: 0, opaque: 0 };

/** Compares the scene with the directories themselves. */
async function compare(stack: Stack, merged: string, last: string): Promise<void> {
  const upper = stack.layers[0]?.path ?? '';
  const text = await run(`${findIn(upper)}; echo ==; ${findIn(merged)}`);
  const [first = '', second = ''] = text.split('==\n');
  const inUpper = parseFound(first, upper);
  const inMerged = parseFound(second, merged);
  const shown = shownBy(stack);
  const expected = new Map(
    [...inMerged].map(([path, { mode, size }]) => [path, { mode, size }] as const),
  );
  expect(sorted(shown.names), last).toEqual(sorted(expected));
  const gone = [...inUpper].filter(([, { mode, rdev }]) => mode >> 12 === 0o2 && rdev === '0,0');
  expect([...shown.whiteouts].sort(), last).toEqual(gone.map(([path]) => path).sort());
  seen.whiteouts += shown.whiteouts.size;
  seen.opaque += shown.opaque.size;
  seen.names += shown.names.size;
  const listed = world(stack);
  expect([...listed.keys()].sort(), last).toEqual([...inUpper.keys()].sort());
  for (const [path, { mode }] of inUpper) {
    expect(listed.get(path)?.mode, `${last}: ${path}`).toBe(mode);
    if (isFolder(mode)) {
      expect(shown.opaque.has(path), `${last}: ${path} opaque`).toBe(
        await isOpaque(`${upper}/${path}`),
      );
    }
  }
}

function world({ layers }: Stack) {
  const id = layers[0]?.id;
  const files = new Map(id ? guest.world.layers.get(id)?.files : []);
  files.delete('');
  return files;
}

const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1));

function stackAt(point: string): Stack {
  const stack = stacksOf(guest.world).find((each) => each.point === point);
  if (!stack) throw new Error(`Nothing is mounted at ${point}`);
  return stack;
}

/** Takes steps in an overlay, and compares after each. */
async function walk(of: {
  readonly point: string;
  readonly steps: number;
  readonly seed: number;
  readonly perform: (line: string) => Promise<unknown>;
}): Promise<void> {
  const random = randomOf(of.seed);
  await guest.settle();
  const stack = stackAt(of.point);
  guest.lookAt(
    gazeOf(guest.world, {
      ...defaultOptions,
      layers: { stacks: [stack.id], filter: 'all' },
    }),
  );
  for (let i = 0; i < of.steps; i++) {
    const line = step(random);
    await of.perform(line);
    await guest.settle();
    await compare(stackAt(of.point), of.point, `step ${String(i)}, ${line}`);
  }
}

/** Two lower layers with something to hide, and an overlay on them. */
async function overlay(name: string, options: string): Promise<string> {
  const at = `/tmp/${name}`;
  await run(
    `mkdir -p ${at}/low/d/e ${at}/low/f ${at}/mid/d ${at}/mid/g ${at}/up ${at}/work ${at}/all; cd ${at}; ` +
      'echo 1 > low/x; echo 2 > low/d/x; echo 3 > low/d/e/x; echo 4 > low/f/x; ' +
      'echo 5 > mid/x; echo 6 > mid/d/y; echo 7 > mid/g/x; chmod 750 mid/d; cd /; ' +
      `mount -t overlay overlay -o lowerdir=${at}/mid:${at}/low,upperdir=${at}/up,workdir=${at}/work${options} ${at}/all`,
  );
  return `${at}/all`;
}

const inDirectory = (point: string) => (line: string) =>
  guest.run(`cd ${point} && { ${line}; } 2>&1`);

test('60 random steps in an overlay made by hand', async () => {
  const point = await overlay('plain', '');
  await walk({ point, steps: 60, seed: 1, perform: inDirectory(point) });
}, 300_000);

test('40 random steps where directories may be renamed and attributes copied up alone', async () => {
  const point = await overlay('modern', ',redirect_dir=on,metacopy=on');
  await walk({ point, steps: 40, seed: 2, perform: inDirectory(point) });
}, 300_000);

test('20 random steps in a container', async () => {
  await run('docker run -d --name steps -w /srv busybox sleep 1000');
  await guest.settle();
  const { point } = stacksOf(guest.world).find(({ title }) => title === 'steps') ?? {};
  const perform = (line: string) =>
    guest.run(`docker exec steps sh -c 'mkdir -p /srv; cd /srv; ${line}'`);
  await walk({ point: point ?? '', steps: 20, seed: 3, perform });
}, 300_000);

test('the steps made whiteouts and opaque directories', () => {
  expect(seen.names).toBeGreaterThan(500);
  expect(seen.whiteouts).toBeGreaterThan(50);
  expect(seen.opaque).toBeGreaterThan(20);
});
