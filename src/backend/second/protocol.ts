import type { MachineFacts } from '../../world/event.ts';

/** What the page asks of the second machine's worker. It ends by being terminated. */
export type SecondRequest =
  /** `base` is the URL of the folder that holds the site's static files. */
  | { readonly ask: 'boot'; readonly base: string }
  | { readonly ask: 'pause' }
  | { readonly ask: 'resume' };

/** What it tells: the row, whenever it has changed. */
export type SecondNotice = MachineFacts;
