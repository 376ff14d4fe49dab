import { stopContainer } from '../../engine/stop.ts';
import { atLeast, type Command } from '../command.ts';
import { daemonText } from '../failure.ts';
import { flagTable } from '../flag-table.ts';
import { forEachContainer } from './each.ts';

export const stop: Command = {
  usage: 'CONTAINER [CONTAINER...]',
  summary: 'Stop one or more running containers',
  flags: flagTable(`-t, --time int | Seconds to wait for stop before killing it | 10`),
  takes: atLeast(1),
  run: (call) => {
    const seconds = call.flags.number('time');
    return forEachContainer(
      call,
      (engine, container) => stopContainer(engine, container, seconds),
      daemonText,
    );
  },
};
