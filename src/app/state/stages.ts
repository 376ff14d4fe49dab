import type { Progress } from '../../backend/backend.ts';

/** A stage of loading, and the page time at which it began. */
export interface Stamped {
  readonly stage: Progress['stage'];
  readonly at: number;
}

/** The stages seen so far with the milliseconds each took; null for the one under way. */
export function stagesOf(seen: readonly Stamped[]) {
  return seen.map(({ stage, at }, index) => {
    const next = seen[index + 1];
    return { stage, ms: next ? next.at - at : null };
  });
}
