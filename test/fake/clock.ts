import type { Clock } from '../../src/engine/clock.ts';

/** A clock that stands until it is moved; delays end at once and are remembered. */
export class FakeClock implements Clock {
  time = Date.parse('2026-01-02T03:04:05Z');
  readonly delays: number[] = [];

  now(): number {
    return this.time;
  }

  delay(ms: number): Promise<void> {
    this.delays.push(ms);
    this.time += ms;
    return Promise.resolve();
  }
}
