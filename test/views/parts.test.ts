// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import { describeChanges } from '../../src/views/changes.ts';
import { evidence } from '../../src/views/evidence.ts';
import { mountView } from '../../src/views/mount.ts';
import { defaultOptions, wheres, type Entity, type Scene } from '../../src/views/options.ts';
import { containerParts } from '../../src/views/parts/contents.ts';
import { describe as account } from '../../src/views/parts/describe.ts';
import { dockerCommands } from '../../src/views/parts/exchanges.ts';
import { alongOf, endOf, journeysOf, placeOf } from '../../src/views/parts/journeys.ts';
import { layout } from '../../src/views/parts/layout.ts';
import type { Item, PartsScene } from '../../src/views/parts/scene.ts';
import { partsView } from '../../src/views/parts/view.ts';
import { textWidth } from '../../src/views/text.ts';
import type { View } from '../../src/views/view.ts';
import { apply } from '../../src/world/apply.ts';
import type { Exchange, World } from '../../src/world/model.ts';
import { isTerminalEntry, parseRecording } from '../../src/world/recording.ts';
import recording from '../recordings/docker-parts.jsonl?raw';
import { fixture, sizes, stage } from './worlds.ts';

const told = parseRecording(recording);
const events = told.entries.flatMap((entry) => (isTerminalEntry(entry) ? [] : [entry]));

/** The recorded world at a moment of the guest's clock. */
function worldAt(moment: number): World {
  return events.filter(({ at }) => at <= moment).reduce(apply, told.world);
}

const last = worldAt(Infinity);

function commandWith(text: string): Exchange {
  const found = dockerCommands(last).find(({ subject }) => subject.argv.join(' ').includes(text));
  if (!found) throw new Error(`No command has ${text}`);
  return found;
}

const secondPush = commandWith('push localhost:5000/site:2');
const pushed = worldAt((secondPush.answer?.at ?? 0) + 1);
const of = (scene: PartsScene, kind: Item['kind']): Item[] =>
  scene.items.filter((item) => item.kind === kind);

describe('layout() of parts', () => {
  test('places the parts by exact numbers', () => {
    const { boxes, frames } = layout(last, stage, defaultOptions);
    expect(boxes.map(({ id, x, y, width, height }) => `${id} ${[x, y, width, height].join(' ')}`))
      .toMatchInlineSnapshot(`
        [
          "hub 536 10 198 67.5",
          "local 536 115.5 198 67.5",
          "engine 236 115.5 240 114",
          "agent 236 293.5 240 24",
          "client 38 293.5 152 120",
          "containers 236 325.5 240 59",
          "images 236 396.5 240 260",
        ]
      `);
    expect(frames.map(({ id, x, y, width, height }) => [id, x, y, width, height]))
      .toMatchInlineSnapshot(`
        [
          [
            "outer",
            14,
            83.5,
            732,
            597,
          ],
          [
            "inner",
            26,
            263.5,
            462,
            405,
          ],
        ]
      `);
  });

  test('shows a push whose layers are there already as skipped', () => {
    const slabs = of(layout(pushed, stage, defaultOptions), 'layer').flatMap((item) => item.slabs);
    expect(slabs.map(({ look }) => look)).toEqual([...Array<string>(7).fill('skipped'), 'whole']);
  });

  test('shows which layers images share', () => {
    const [httpd, site] = of(layout(pushed, stage, defaultOptions), 'image');
    expect(httpd?.slabs.map(({ look }) => look)).toEqual(Array<string>(7).fill('shared'));
    expect(site?.slabs.map(({ look }) => look)).toEqual([
      ...Array<string>(7).fill('shared'),
      'whole',
    ]);
  });

  test('shows the traffic of the chosen command', () => {
    const pull = commandWith('pull httpd');
    const parts = { where: 'page' as const, command: pull.id };
    const scene = layout(last, stage, { ...defaultOptions, parts });
    expect(scene.labels[0]?.text).toBe('docker pull httpd');
    const asked = of(scene, 'exchange').filter(({ spoken }) =>
      spoken.includes('engine → docker.io'),
    );
    expect(asked).toHaveLength(9);
    expect(asked[0]?.spoken).toMatch(
      /GET \/v2\/library\/httpd\/manifests\/latest \(200, 1\.3 KB, /,
    );
  });

  test('folds many containers, and messages to the agent that follow one another', () => {
    const { world } = fixture('thirty-containers').tell();
    const few = layout(world, stage, defaultOptions);
    expect(of(few, 'container')).toHaveLength(8);
    expect(of(few, 'more').map(({ spoken }) => spoken)).toEqual(['22 more']);
    const opened = new Set(['parts/containers']);
    expect(of(layout(world, stage, { ...defaultOptions, opened }), 'container')).toHaveLength(30);
    const group = of(layout(last, stage, defaultOptions), 'exchange').find(({ fold }) => fold);
    const unfolded = layout(last, stage, {
      ...defaultOptions,
      opened: new Set([group?.fold ?? '']),
    });
    expect(of(unfolded, 'exchange').filter(({ level }) => level === 2)).toHaveLength(5);
  });

  test('keeps the parts where they are, wherever Docker runs', () => {
    const places = wheres.map((where) => {
      const options = { ...defaultOptions, parts: { where, command: 'latest' } };
      const { boxes } = layout(last, stage, options);
      return ['hub', 'engine', 'client'].map((name) => boxes.find(({ id }) => id === name)?.x);
    });
    expect(places[1]).toEqual(places[0]);
    expect(places[2]).toEqual(places[0]);
  });

  test('says of the drawings that nothing of them is measured, and shows no traffic in them', () => {
    for (const where of ['linux', 'desktop'] as const) {
      const options = { ...defaultOptions, parts: { where, command: 'latest' } };
      const scene = layout(last, stage, options);
      expect(scene.labels.map(({ text }) => text).join(' ')).toContain('nothing of it is measured');
      expect(scene.journeys).toEqual([]);
      expect(of(scene, 'exchange')).toEqual([]);
    }
  });

  const worlds: [string, World][] = [
    ['the recording', last],
    ['the push', pushed],
    ['a pull under way', worldAt(20000)],
    ...['host-only', 'one-container', 'five-containers', 'thirty-containers', 'long-names'].map(
      (name): [string, World] => [name, fixture(name).tell().world],
    ),
  ];
  test.each(worlds)('%s: no text runs out of its row or into another', (_, world) => {
    for (const size of [...sizes, besideTerminal])
      for (const where of wheres) {
        const options = { ...defaultOptions, parts: { where, command: 'latest' } };
        const scene = layout(world, size, options);
        expect(scene.items.flatMap(clashes)).toEqual([]);
        expect(scene.items.filter(({ y, height }) => y + height > scene.bottom)).toEqual([]);
      }
  });
});

/** The stage of a page of 1280 by 720. */
const besideTerminal = { width: 614, height: 500 };

/** Texts of a row that overlap or leave it. */
function clashes({ labels, width, id }: Item): string[] {
  const extents = labels
    .filter(({ text }) => text !== '')
    .map(({ text, x, y, look, end }) => {
      const font =
        look === 'name' || look === 'code' ? 'mono' : look === 'title' ? 'serif' : 'sans';
      const size = { title: 14, name: 12.5, note: 11.5, plain: 11.5, code: 11.5, figure: 11.5 };
      const wide = textWidth(text, font, size[look as keyof typeof size]);
      return { text, y, from: end ? x - wide : x, to: end ? x : x + wide };
    });
  return extents.flatMap((one, i) => [
    ...(one.from < 0 || one.to > width ? [`${id}: ${one.text}`] : []),
    ...extents
      .slice(i + 1)
      .filter((other) => Math.abs(other.y - one.y) < 10)
      .filter((other) => other.from < one.to && one.from < other.to)
      .map((other) => `${id}: ${one.text} | ${other.text}`),
  ]);
}

describe('containers', () => {
  test('run only where the kernel has a process of them', () => {
    const running = worldAt(commandWith('exec web').sentAt);
    expect(containerParts(running).map(({ state, status }) => [state, status])).toEqual([
      ['running', '1 process'],
    ]);
    const without = { ...running, processes: new Map() };
    expect(containerParts(without).map(({ state, status }) => [state, status])).toEqual([
      ['unseen', 'no process seen'],
    ]);
  });
});

describe('journeys', () => {
  const ways = new Map([
    [
      'hub',
      [
        [0, 0],
        [0, 100],
        [100, 100],
      ],
    ],
  ] as const);
  const request = (sentAt: number, answeredAt: number | null): Exchange => ({
    ...{ id: String(sentAt) as Exchange['id'], command: null, sentAt, evidence: [] },
    subject: {
      ...{ kind: 'registry', host: 'docker.io', request: 'GET /v2/a' },
      ...{ digest: null, bytes: 0 },
    },
    answer: answeredAt === null ? null : { at: answeredAt, status: 200, bytes: 5000 },
  });

  test('go along the line by the share of their time', () => {
    const points = ways.get('hub') ?? [];
    expect(alongOf(points, 0.25)).toEqual({ x: 0, y: 50, upright: true });
    expect(alongOf(points, 0.75)).toEqual({ x: 50, y: 100, upright: false });
  });

  test('go there, wait for the answer, and come back with its bytes', () => {
    const [journey] = journeysOf([request(1000, 3000)], ways, 1000);
    if (!journey) throw new Error('A journey was expected');
    const at = (now: number) => placeOf(journey, now);
    expect(at(999)).toBeNull();
    expect(at(1260)).toMatchObject({ x: 0, y: 100, cargo: { look: 'question' } });
    expect(at(2000)).toMatchObject({ x: 100, y: 100, waiting: true });
    expect(at(3260)).toMatchObject({ x: 0, y: 100, cargo: { look: 'bytes', text: '5.0 KB' } });
    expect(at(3520)).toBeNull();
  });

  test('are stretched where the answer came at once', () => {
    const [journey] = journeysOf([request(1000, 1001)], ways, 1000);
    expect(journey && endOf(journey)).toBe(1000 + 2 * 520);
  });

  test('wait as long as there is no answer, and follow one another', () => {
    const both = journeysOf([request(1000, null), request(1001, null)], ways, 1000);
    expect(both.map(({ leaves }) => leaves)).toEqual([1000, 1070]);
    expect(both.map((each) => placeOf(each, 99_000)?.waiting)).toEqual([true, true]);
  });
});

describe('Docker’s parts', () => {
  let svg: SVGSVGElement;
  beforeEach(() => {
    document.body.innerHTML = '<svg></svg>';
    svg = document.querySelector('svg') as SVGSVGElement;
  });
  const nothing = (): undefined => undefined;
  const mount = (onSelect: (entity: Entity | null) => void = nothing) =>
    mountView(svg, partsView as unknown as View<Scene>, {
      onSelect,
      onHover: nothing,
      onFold: nothing,
    });
  const picture = (): string =>
    svg.innerHTML.replaceAll('><', '>\n<').replaceAll(/ tabindex="[^"]*"/g, '');

  test.each([
    ['pull-under-way', 20000],
    ['push-with-skipped-layers', (secondPush.answer?.at ?? 0) + 1],
    ['run', commandWith('echo hello').sentAt + 3000],
    ['end', Infinity],
  ] as const)('draw() of %s', async (name, moment) => {
    const world = worldAt(moment);
    const mounted = mount();
    mounted.update(world, stage, defaultOptions);
    mounted.frame(world.at + 150);
    expect(picture()).not.toMatch(/NaN|undefined|Infinity/);
    await expect(picture()).toMatchFileSnapshot(`snapshots/parts-${name}.svg`);
  });

  test('shows the same moment the same, however it was come to', () => {
    const start = secondPush.sentAt;
    const moments = [1, 200, 400, 17000, 17300, 24700, 24900, 25300].map((ms) => start + ms);
    let mounted = mount();
    const show = (now: number): string => {
      mounted.update(worldAt(now), stage, defaultOptions);
      mounted.frame(now);
      return (
        [...svg.querySelectorAll('.cargo')]
          .map((each) => each.outerHTML)
          .sort()
          .join('\n') + picture().length.toString()
      );
    };
    const played = moments.map(show);
    const back = [...moments].reverse().map(show).reverse();
    const afresh = moments.map((now) => {
      mounted.dispose();
      mounted = mount();
      return show(now);
    });
    expect(back).toEqual(played);
    expect(afresh).toEqual(played);
    expect(played.filter((each) => each.includes('cargo')).length).toBeGreaterThan(4);
  });

  test('rests when nothing is on its way, and moves nothing where motion is reduced', () => {
    const mounted = mount();
    mounted.update(pushed, stage, defaultOptions);
    expect(mounted.frame(pushed.at)).toBe(true);
    expect(mounted.frame(pushed.at + 6000)).toBe(false);
    expect(svg.querySelectorAll('.cargo')).toHaveLength(0);
    mounted.update(pushed, stage, { ...defaultOptions, motion: 'reduced' });
    expect(mounted.frame(pushed.at)).toBe(false);
    expect(svg.querySelectorAll('.cargo')).toHaveLength(0);
  });

  test('opens what was said, and what was answered, as evidence', () => {
    const selected: (Entity | null)[] = [];
    const mounted = mount((entity) => selected.push(entity));
    mounted.update(pushed, stage, defaultOptions);
    mounted.frame(pushed.at);
    const row = svg.querySelector('[aria-label*="PUT /v2/site/manifests/2"]');
    row?.dispatchEvent(new Event('click', { bubbles: true }));
    const card = selected[0] && evidence(pushed, selected[0]);
    expect(card?.facts.map(({ path, text }) => [path, text])).toEqual([
      ['request to localhost:5000', 'PUT /v2/site/manifests/2'],
      ['answer', '201, 0 bytes'],
    ]);
  });

  test('opens an image with its layers', () => {
    const [id] = pushed.images.keys();
    const card = id && evidence(pushed, { kind: 'image', id });
    expect(card ? card.facts.map(({ label }) => label) : []).toEqual([
      ...['Image', 'Layer 1', 'Layer 2', 'Layer 3', 'Layer 4', 'Layer 5', 'Layer 6', 'Layer 7'],
    ]);
  });

  test('has the same in words', () => {
    const { parts } = account(pushed);
    expect(parts.map(({ title }) => title)).toEqual([
      ...['Parts', 'Layers', 'docker push localhost:5000/site:2'],
    ]);
    expect(parts[1]?.sentences).toEqual(['7 of 8 layers skipped: already there.']);
    expect(parts[2]?.table?.rows.at(-1)).toEqual([
      ...['+24.7 s', 'engine → agent', 'mkdir, write, rename', '832 B, 2.7 ms'],
    ]);
  });

  test('tells commands, their answers and skipped layers as they happen', () => {
    const before = worldAt(commandWith('pull debian').sentAt - 1);
    const after = worldAt((commandWith('pull debian').answer?.at ?? 0) + 1);
    const sentences = describeChanges(before, after);
    expect(sentences).toContain('The docker client asks the engine: docker pull debian.');
    expect(sentences).toContain('Layer 949edf1e2383 is here already and was skipped.');
    expect(sentences.join(' ')).toMatch(
      /docker pull debian was answered with exit 0 after \d+ ms, with 2 registry requests and 1\.1 KB\./,
    );
  });

  test('names everything that can be reached, and has one element in the order of Tab', () => {
    const mounted = mount();
    mounted.update(last, stage, defaultOptions);
    mounted.frame(last.at);
    const items = [...svg.querySelectorAll('[role="treeitem"]')];
    expect(items.length).toBeGreaterThan(15);
    expect(items.filter((item) => !item.getAttribute('aria-label'))).toEqual([]);
    expect(svg.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
  });
});
