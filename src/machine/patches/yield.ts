import type { Core, StarterClass } from '../internals.ts';
import { Soon } from '../soon.ts';
import type { Stop } from '../../base/events.ts';

/** What a core tells about its turns. */
export interface Turns {
  /** Milliseconds that a busy core leaves the processor to others before its next turn. */
  wait(): number;
  /** After each slice of guest time (about 1 ms, less when the guest idles). */
  after(): void;
  /** The emulator threw. It cannot go on. */
  threw(error: unknown): void;
}

/**
 * v86 yields through a nested worker made from a blob, which our Content-Security-Policy forbids; it would stall
 * without a word. This yields through the event loop of its own thread, at the same speed, and catches what it throws.
 */
export function patchYield(core: Core, turns: Turns): Stop {
  const turn = (tick: number): void => {
    try {
      core.yield_callback(tick);
    } catch (error) {
      turns.threw(error);
      return;
    }
    turns.after();
  };
  const soon = new Soon(turn);
  let timer: ReturnType<typeof setTimeout> | undefined;
  core.yield = (ms, tick) => {
    clearTimeout(timer);
    const wait = ms < 1 ? turns.wait() : ms;
    if (wait < 1) soon.post(tick);
    else timer = setTimeout(() => turn(tick), wait);
  };
  return () => {
    clearTimeout(timer);
    soon.close();
    core.yield = () => undefined;
  };
}

/** Imports v86 with `Worker` out of its sight, so that it does not start its nested worker. */
export async function importV86(): Promise<StarterClass> {
  const scope = globalThis as { Worker?: unknown };
  const hidden = Object.getOwnPropertyDescriptor(scope, 'Worker');
  if (hidden) delete scope.Worker;
  try {
    const module = (await import('v86')) as unknown as { V86: StarterClass };
    return module.V86;
  } finally {
    if (hidden) Object.defineProperty(scope, 'Worker', hidden);
  }
}
