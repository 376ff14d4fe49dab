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

test.each([0, 2])('patchYield() gives turns that are asked for after %d ms', async (ms) => {
  const turns: number[] = [];
  await new Promise<void>((resolve) => {
    const core = countingCore(ms, (turn) => turns.push(turn));
    const after = (): void => {
      if (turns.length < 5) return;
      stop();
      resolve();
    };
    const stop = patchYield(core, { after, threw: () => undefined });
    core.yield(ms, 1);
  });
  expect(turns).toEqual([1, 2, 3, 4, 5]);
});

test('patchYield() tells what a turn throws, and gives no more turns', async () => {
  const thrown = await new Promise((resolve) => {
    const core = countingCore(0, () => {
      throw new Error('unreachable');
    });
    patchYield(core, { after: () => undefined, threw: resolve });
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
