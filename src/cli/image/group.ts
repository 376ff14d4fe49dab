import type { Group } from '../group.ts';
import { images } from './images.ts';
import { pull } from './pull.ts';
import { rmi } from './rmi.ts';

export const image = {
  summary: 'Manage images',
  commands: { ls: images, pull, rm: rmi },
  aliases: { ls: ['list'], rm: ['rmi', 'remove'] },
} satisfies Group;
