import type { Group } from '../group.ts';
import { create } from './create.ts';
import { inspect } from './inspect.ts';
import { ls } from './ls.ts';
import { prune } from './prune.ts';
import { rm } from './rm.ts';

export const volume = {
  summary: 'Manage volumes',
  commands: { create, inspect, ls, prune, rm },
  aliases: { ls: ['list'], rm: ['remove'] },
} satisfies Group;
