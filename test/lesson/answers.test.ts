import { describe, expect, test } from 'vitest';
import { canAnswer, type Answer } from '../../src/lesson/answer.ts';
import { answers } from '../../src/lesson/answers.ts';
import type { WorldFact } from '../../src/world/event.ts';
import type { World } from '../../src/world/model.ts';
import { evidence } from '../world/sample.ts';
import { has, inBox, sleep, world } from './bench.ts';

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
