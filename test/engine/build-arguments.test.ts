import { expect, test } from 'vitest';
import { BuildArguments } from '../../src/engine/build/arguments.ts';

const none = new Map<string, string>();
const given = new Map([
  ['V', 'given'],
  ['HTTP_PROXY', 'proxy'],
  ['unused', 'x'],
  ['bare', null],
]);

test('an argument has the value given, else its own, else that from in front of FROM', () => {
  const before = new BuildArguments(given);
  before.declareBefore('base', 'outer');
  const stage = before.inStage();
  for (const [name, value] of [
    ['V', 'own'],
    ['W', 'own'],
    ['base', null],
    ['bare', null],
  ] as const) {
    stage.declare(name, value);
  }
  expect(Object.fromEntries(stage.unless(none))).toEqual({
    V: 'given',
    W: 'own',
    base: 'outer',
    HTTP_PROXY: 'proxy',
  });
});

test('a stage begins without the arguments of the one before, and FROM sees only those in front of it', () => {
  const before = new BuildArguments(given);
  before.declareBefore('base', 'outer');
  const first = before.inStage();
  first.declare('V', null);
  expect([...before.inStage().unless(none).keys()]).toEqual(['HTTP_PROXY']);
  expect(Object.fromEntries(before.inStage().before())).toEqual({
    base: 'outer',
    HTTP_PROXY: 'proxy',
  });
});

test('what ENV has set is not an argument any more', () => {
  const stage = new BuildArguments(given).inStage();
  stage.declare('V', null);
  expect(stage.unless(new Map([['V', 'env']])).has('V')).toBe(false);
});

test('names that no ARG asked for are unused, but for proxies, which are not told either', () => {
  const before = new BuildArguments(given);
  const stage = before.inStage();
  stage.declare('V', null);
  expect(before.unused()).toEqual(['bare', 'unused']);
  expect(['V', 'HTTP_PROXY', 'x'].map((name) => before.isTold(name))).toEqual([true, false, true]);
  stage.declare('HTTP_PROXY', null);
  expect(before.isTold('HTTP_PROXY')).toBe(true);
});
