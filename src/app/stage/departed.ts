import { durations } from '../../views/style.ts';
import type { Millis, World } from '../../world/model.ts';

/** How long a process that is gone is still drawn, ms. */
export const farewell = durations.linger + durations.leave;

/** The world without those whose leaving has been drawn: the model keeps them until the next event, which may be far away. */
export function withoutDeparted(world: World, now: Millis): World {
  const departed = world.departed.filter(({ at }) => now - at <= farewell);
  return departed.length === world.departed.length ? world : { ...world, departed };
}
