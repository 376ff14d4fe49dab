import { unpauseContainer } from '../../engine/pause.ts';
import { atLeast, type Command } from '../command.ts';
import { daemonText } from '../failure.ts';
import { forEachContainer } from './each.ts';

export const unpause: Command = {
  usage: 'CONTAINER [CONTAINER...]',
  summary: 'Unpause all processes within one or more containers',
  flags: [],
  takes: atLeast(1),
  run: (call) => forEachContainer(call, unpauseContainer, daemonText),
};
