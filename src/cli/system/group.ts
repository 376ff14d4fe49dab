import type { Group } from '../group.ts';
import { info } from './info.ts';

export const system = {
  summary: 'Manage Docker',
  commands: { info },
} satisfies Group;
