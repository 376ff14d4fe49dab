import { expect, test } from 'vitest';
import { Pace } from '../../src/app/stage/pace.ts';

test('Pace lets a picture be made anew as often as it is cheap to make', () => {
  const pace = new Pace();
  expect(pace.allows(0)).toBe(true);
  pace.took(2, 1000);
  expect([1007, 1008].map((wall) => pace.allows(wall))).toEqual([false, true]);
  pace.took(20, 2000);
  expect([2079, 2080].map((wall) => pace.allows(wall))).toEqual([false, true]);
});

test('Pace holds no picture back for long, however dear it is', () => {
  const pace = new Pace();
  pace.took(5000, 1000);
  expect([1119, 1120].map((wall) => pace.allows(wall))).toEqual([false, true]);
});
