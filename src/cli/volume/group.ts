import type { Group } from '../group.ts';

export const volume = {
  summary: 'Manage volumes',
  commands: {},
  aliases: { ls: ['list'], rm: ['remove'] },
} satisfies Group;
