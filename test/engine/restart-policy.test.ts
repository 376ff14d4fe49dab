import { describe, expect, test } from 'vitest';
import { checkRestartPolicy, Restarts, wantsRestart } from '../../src/engine/restart-policy.ts';

const ending = { exit: 1, ran: 500, restarts: 0, manuallyStopped: false };

describe('wantsRestart()', () => {
  test.each([
    ['no', 0, {}, false],
    ['always', 0, { exit: 0 }, true],
    ['always', 0, { manuallyStopped: true }, true],
    ['unless-stopped', 0, { exit: 0 }, true],
    ['unless-stopped', 0, { manuallyStopped: true }, false],
    ['on-failure', 0, {}, true],
    ['on-failure', 0, { exit: 0 }, false],
    ['on-failure', 0, { restarts: 99 }, true],
    ['on-failure', 2, { restarts: 1 }, true],
    ['on-failure', 2, { restarts: 2 }, false],
  ])('%s:%i after %o is %s', (Name, MaximumRetryCount, change, wanted) => {
    expect(wantsRestart({ Name, MaximumRetryCount }, { ...ending, ...change })).toBe(wanted);
  });
});

describe('Restarts', () => {
  test('waits twice as long each time, a minute at most, and anew after a long run', () => {
    const restarts = new Restarts();
    const pauses = Array.from({ length: 11 }, () => restarts.nextPause('a', 0));
    expect(pauses.slice(0, 4)).toEqual([100, 200, 400, 800]);
    expect(pauses.at(-1)).toBe(60_000);
    expect(restarts.nextPause('a', 10_000)).toBe(100);
  });

  test('tells whoever waits that the restart is called off, until somebody starts it', async () => {
    const restarts = new Restarts();
    const calledOff = restarts.calledOff('a');
    restarts.cancel('a');
    await calledOff;
    expect(restarts.isCanceled('a')).toBe(true);
    restarts.reset('a');
    expect(restarts.isCanceled('a')).toBe(false);
  });
});

describe('checkRestartPolicy()', () => {
  test.each([
    ['foo', 0, "invalid restart policy 'foo'"],
    ['always', 3, "maximum retry count cannot be used with restart policy 'always'"],
    ['on-failure', -1, 'maximum retry count cannot be negative'],
  ])('refuses %s:%i', (Name, MaximumRetryCount, sentence) => {
    expect(() => checkRestartPolicy({ Name, MaximumRetryCount })).toThrow(sentence);
  });
});
