import type { MachineFacts } from '../../world/event.ts';

/** What the page asks of the second machine's worker. It ends by being terminated. */
export interface SecondRequests {
  /** Answers when the machine has come up, or has failed to: what it tells says which. */
  boot(): void;
  pause(): void;
  resume(): void;
}

/** What it tells: the row, whenever it has changed. */
export interface SecondNotices {
  changed: MachineFacts;
}
