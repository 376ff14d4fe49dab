import { GuestClock } from '../src/app/state/guest-clock.ts';
import type { Guest } from '../src/backend/guest.ts';
import { Recorder } from '../src/backend/record.ts';
import type { Stop } from '../src/base/events.ts';
import type { Millis } from '../src/world/model.ts';

/** What is recorded of a guest, by the guest's own clock. */
export interface GuestRecording {
  readonly recorder: Recorder;
  now(): Millis;
  readonly stop: Stop;
}

/** Records a guest's world from now on; terminals are given to the recorder. */
export function recordGuest(guest: Guest): GuestRecording {
  const clock = new GuestClock();
  const now = (): Millis => Math.round(clock.now(performance.now()));
  const recorder = new Recorder(now);
  const { world } = guest;
  recorder.takeEvents([{ seq: world.seq, at: world.at, type: 'world/replaced', world }]);
  const stop = guest.onEvents((events) => {
    const newest = events.at(-1);
    if (newest) clock.heard(newest.at, performance.now());
    recorder.takeEvents(events);
  });
  return { recorder, now, stop };
}
