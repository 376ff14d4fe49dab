import type { Group } from '../group.ts';

export const network = {
  summary: 'Manage networks',
  commands: {},
  aliases: { ls: ['list'], rm: ['remove'] },
} satisfies Group;
