import { expect, test } from 'vitest';
import type { Health } from '../../src/engine/container.ts';
import { freshHealth, nextHealth } from '../../src/engine/health.ts';

const startedAt = '2026-01-01T00:00:00Z';

function probes(exits: readonly number[], check: object, from = freshHealth()): Health {
  return exits.reduce((health, ExitCode, index) => {
    const at = new Date(Date.parse(startedAt) + (index + 1) * 1000).toISOString();
    return nextHealth(health, { Start: at, End: at, ExitCode, Output: '' }, { check, startedAt });
  }, from);
}

test('nextHealth() needs so many failures in a row, and one success', () => {
  expect(probes([1, 1], { Retries: 3 })).toMatchObject({ Status: 'starting', FailingStreak: 2 });
  expect(probes([1, 1, 1], { Retries: 3 }).Status).toBe('unhealthy');
  expect(probes([1, 1, 1, 0], { Retries: 3 })).toMatchObject({
    Status: 'healthy',
    FailingStreak: 0,
  });
  expect(probes([0, 1, 1], {}).Status).toBe('healthy');
});

test('nextHealth() does not count failures while the container may still be starting', () => {
  expect(probes([1, 1], { Retries: 1, StartPeriod: 2.5e9 }).Status).toBe('starting');
  expect(probes([1, 1, 1], { Retries: 1, StartPeriod: 2.5e9 }).Status).toBe('unhealthy');
});

test('nextHealth() keeps the last five results', () => {
  expect(probes([1, 2, 3, 4, 5, 6], {}).Log.map(({ ExitCode }) => ExitCode)).toEqual([
    2, 3, 4, 5, 6,
  ]);
});
