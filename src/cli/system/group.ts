import type { Group } from '../group.ts';
import { events } from './events.ts';
import { info } from './info.ts';
import { prune } from './prune.ts';

export const system = {
  summary: 'Manage Docker',
  commands: { events, info, prune },
} satisfies Group;
