import type { Stop } from '../base/events.ts';

/** Time, passed in. */
export interface Clock {
  /** Milliseconds. */
  now(): number;
  after(ms: number, task: () => void): Stop;
}

/** The platform's time. */
export const pageClock: Clock = {
  now: () => performance.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
