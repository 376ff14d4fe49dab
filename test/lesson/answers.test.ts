import { describe, expect, test } from 'vitest';
import { canAnswer, type Answer } from '../../src/lesson/answer.ts';
import { answers } from '../../src/lesson/answers.ts';
import type { WorldFact } from '../../src/world/event.ts';
import { containerId, imageId } from '../../src/world/id.ts';
import type { Image, World } from '../../src/world/model.ts';
import { evidence, mount, process, worldOf } from '../world/sample.ts';
import { has, inBox, killedBy, limited, sleep, world } from './bench.ts';

type Row = readonly [situation: string, world: World, key: string | null, text: RegExp | null];

function ask(name: string, given: object, about: World) {
  const source = answers.get(name);
  if (!source) throw new Error(name);
  expect(source.problem(given as never)).toBeNull();
  const answer = source.find(about, given as never);
  if (answer) expect(canAnswer(source, answer.key)).toBe(true);
  return answer;
}

function expectAnswer(answer: Answer | null, key: string | null, text: RegExp | null): void {
  expect(answer?.key ?? null).toBe(key);
  if (text) expect(answer?.text).toMatch(text);
}

const gone: WorldFact[] = [
  { type: 'process/execed', id: inBox.id, executable: '/bin/sleep', evidence: evidence('trace') },
  { type: 'process/exited', id: inBox.id, evidence: evidence('trace') },
  { type: 'process/reaped', id: inBox.id },
];

describe('number-inside', () => {
  test.each<Row>([
    ['nothing runs it', world([]), null, null],
    ['it is on the host', world([sleep({ pid: 9 })]), 'same', /sleep is 9, for everyone/],
    ['it is in a container', world([sleep({ pid: 30 }), inBox]), 'other', /is 1 .* and 20 on/],
  ])('when %s', (_, about, key, text) =>
    expectAnswer(ask('number-inside', { command: 'sleep' }, about), key, text),
  );
});

describe('namespace-of', () => {
  const netless = sleep({ pid: 40, apart: { uts: 1 }, since: 1 });
  test.each<Row>([
    ['nothing runs it', world([]), null, null],
    ['all is the host’s', world([sleep({ pid: 9 })]), 'shared', /has the host’s UTS namespace/],
    ['it has its own', world([netless, sleep({ pid: 50, since: 9 })]), 'own', /sleep \(PID 40\)/],
  ])('when %s', (_, about, key, text) =>
    expectAnswer(ask('namespace-of', { command: 'sleep', kind: 'uts' }, about), key, text),
  );

  test('tells the kinds apart', () => {
    expect(ask('namespace-of', { command: 'sleep', kind: 'net' }, world([netless]))?.key).toBe(
      'shared',
    );
  });
});

describe('exit-of-container', () => {
  const ended = (exit: number) => world([], has({ status: 'exited', exit }));
  test.each<Row>([
    ['there is none', world([]), null, null],
    ['it runs', world([inBox], has()), null, null],
    ['it was only created', world([], has({ status: 'created', exit: 0 })), null, null],
    ['it ended well', ended(0), 'success', null],
    ['it ended badly', ended(2), 'failure', /box has ended with 2/],
    [
      'its program is missing',
      world([], has({ status: 'created', exit: 127 })),
      'unstartable',
      null,
    ],
    ['a signal ended it', ended(137), 'killed', /128 \+ 9/],
  ])('when %s', (_, about, key, text) =>
    expectAnswer(ask('exit-of-container', {}, about), key, text),
  );

  test('asks for the container of a name', () => {
    expect(ask('exit-of-container', { name: 'other' }, ended(0))).toBeNull();
  });
});

describe('process-alive', () => {
  test.each<Row>([
    ['it never was', world([]), null, null],
    ['it runs', world([inBox]), 'alive', /sleep \(PID 20\) is still there/],
    ['it was started and is gone', world([inBox], ...gone), 'dead', /sleep \(PID 20\) was started/],
  ])('when %s', (_, about, key, text) =>
    expectAnswer(ask('process-alive', { command: 'sleep' }, about), key, text),
  );
});

describe('layer-copies', () => {
  const image: Image = {
    ...{ id: imageId('sha256:0'), names: ['busybox:latest'], layers: [], size: 1 },
    ...{ directories: ['/l/a'], history: [] },
  };
  const root = (nth: number, lowest: string) =>
    mount({
      mountId: 50 + nth,
      point: `/m${String(nth)}`,
      type: 'overlay',
      superOptions: [`lowerdir=/init${String(nth)}:${lowest}`, `upperdir=/u${String(nth)}`],
      evidence: { ...evidence(), text: `${String(50 + nth)} 1 0:${String(nth)} / /m rw` },
    });
  const boxes = (...lowest: string[]): World =>
    worldOf(
      {
        type: 'world/walked',
        walk: {
          processes: [process({ pid: 1 })],
          mounts: lowest.map((path, nth) => root(nth, path)),
          ...{ cgroups: [], hostnames: [] },
        },
      },
      { type: 'image/changed', image },
      ...lowest.map((_, nth) =>
        has({ id: containerId(String(nth)), name: `box${String(nth)}`, upper: `/u${String(nth)}` }),
      ),
    );
  test.each<Row>([
    ['no container runs', boxes(), null, null],
    ['one does', boxes('/l/a'), '1', /^box0 stands on one directory/],
    ['two share', boxes('/l/a', '/l/a'), '1', /^box0 and box1 stand on one directory/],
    ['two do not', boxes('/l/a', '/l/b'), '2', /2 directories/],
  ])('when %s', (_, about, key, text) =>
    expectAnswer(ask('layer-copies', { image: 'busybox' }, about), key, text),
  );
});

describe('memory-limit', () => {
  test.each<Row>([
    ['there is no limit', world([inBox]), null, null],
    ['a limit holds', world([inBox], limited), 'kept', /^All processes of \/docker\/3f/],
    [
      'the kernel killed for it',
      world([inBox], limited, killedBy(20)),
      'killed',
      /killed p20 \(20\)/,
    ],
    ['a number 1 has ended', world([inBox], ...gone, killedBy(20)), null, null],
  ])('when %s', (_, about, key, text) => expectAnswer(ask('memory-limit', {}, about), key, text));
});
