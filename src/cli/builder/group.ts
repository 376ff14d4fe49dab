import type { Group } from '../group.ts';
import { prune } from './prune.ts';

export const builder = {
  summary: 'Manage builds',
  commands: { prune },
} satisfies Group;
