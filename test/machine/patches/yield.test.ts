import { afterEach, expect, test, vi } from 'vitest';
import type { Core } from '../../../src/machine/internals.ts';
import { importV86, patchYield } from '../../../src/machine/patches/yield.ts';

vi.mock('v86', () => ({ V86: { sawWorker: 'Worker' in globalThis } }));

afterEach(() => vi.unstubAllGlobals());

/** A core that counts its turns and asks for the next one after `ms`. */
function countingCore(ms: number, onTurn: (turn: number) => void): Core {
  const core = {
    tick_counter: 0,
    yield_callback(tick: number) {
      onTurn(tick);
      core.yield(ms, tick + 1);
    },
  } as Core;
  return core;
}

const undisturbed = { wait: () => 0, after: () => undefined, threw: () => undefined };

test.each([0, 2])('patchYield() gives turns that are asked for after %d ms', async (ms) => {
  const turns: number[] = [];
  await new Promise<void>((resolve) => {
    const core = countingCore(ms, (turn) => turns.push(turn));
    const after = (): void => {
      if (turns.length < 5) return;
      stop();
      resolve();
    };
    const stop = patchYield(core, { ...undisturbed, after });
    core.yield(ms, 1);
  });
  expect(turns).toEqual([1, 2, 3, 4, 5]);
});

test('patchYield() lets a busy core wait before its next turn, and asks nothing of one that waits anyway', async () => {
  const asked = { busy: 0, idle: 0 };
  for (const [kind, ms] of [
    ['busy', 0],
    ['idle', 2],
  ] as const) {
    await new Promise<void>((resolve) => {
      let left = 3;
      const start = performance.now();
      const core = countingCore(ms, () => left--);
      const stop = patchYield(core, {
        ...undisturbed,
        wait() {
          asked[kind]++;
          return 5;
        },
        after() {
          if (left > 0) return;
          stop();
          if (kind === 'busy') expect(performance.now() - start).toBeGreaterThanOrEqual(14);
          resolve();
        },
      });
      core.yield(ms, 1);
    });
  }
  expect(asked).toEqual({ busy: 4, idle: 0 });
});

test('patchYield() tells what a turn throws, and gives no more turns', async () => {
  const thrown = await new Promise((resolve) => {
    const core = countingCore(0, () => {
      throw new Error('unreachable');
    });
    patchYield(core, { ...undisturbed, threw: resolve });
    core.yield(0, 1);
  });
  expect(thrown).toEqual(new Error('unreachable'));
});

test('importV86() hides Worker from v86 while it loads, and brings it back', async () => {
  const Worker = vi.fn();
  vi.stubGlobal('Worker', Worker);
  expect(await importV86()).toEqual({ sawWorker: false });
  expect((globalThis as { Worker?: unknown }).Worker).toBe(Worker);
});
