import type { Group } from '../group.ts';
import { build } from '../image/build.ts';
import { prune } from './prune.ts';

export const builder = {
  summary: 'Manage builds',
  commands: { build, prune },
} satisfies Group;
