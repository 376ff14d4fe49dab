import type { Group } from '../group.ts';
import { df } from './df.ts';
import { events } from './events.ts';
import { info } from './info.ts';
import { prune } from './prune.ts';

export const system = {
  summary: 'Manage Docker',
  commands: { df, events, info, prune },
} satisfies Group;
