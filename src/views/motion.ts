import type { Millis } from '../world/model.ts';
import { durations } from './style.ts';

/** When something came and went, for what grows into its place and closes again. */
export interface Lifetime {
  /** Null for what was always there, or where nothing may move. */
  readonly enter: Millis | null;
  readonly leave: Millis | null;
}

/** 0 before a movement that begins at `start`, 1 after it, eased between. */
export function progress(start: Millis, length: number, now: Millis): number {
  const linear = (now - start) / length;
  if (linear <= 0) return 0;
  if (linear >= 1) return 1;
  return 1 - (1 - linear) ** 3;
}

/** How much of its room something takes at a moment: 0 to 1. */
export function presence({ enter, leave }: Lifetime, now: Millis): number {
  const grown = enter === null ? 1 : progress(enter, durations.enter, now);
  if (leave === null) return grown;
  return grown * (1 - progress(leave + durations.linger, durations.leave, now));
}

/** How visible it is: comes with its room, but fades from the moment it is gone. */
export function visibility(life: Lifetime, now: Millis): number {
  const room = presence(life, now);
  if (life.leave === null) return room;
  return room * (1 - 0.55 * progress(life.leave, durations.linger, now));
}

/** When the last movement of this life ends; -Infinity for none. */
export function restsAt({ enter, leave }: Lifetime): Millis {
  if (leave !== null) return leave + durations.linger + durations.leave;
  return enter === null ? -Infinity : enter + durations.enter;
}

/** From so many rows on a picture is a crowd. */
const crowd = 100;
/** Two frames of most screens, ms. */
const step = 1000 / 30;

/**
 * The moment by which rows that come and go take their room. With each of them all that stands below shifts, in a crowd many rows at
 * almost any time: there it does so in every second frame, and fewer frames come late.
 */
export function shiftsBy(
  { rows, restsAt }: { readonly rows: number; readonly restsAt: Millis },
  now: Millis,
): Millis {
  return rows < crowd || now >= restsAt ? now : Math.floor(now / step) * step;
}
