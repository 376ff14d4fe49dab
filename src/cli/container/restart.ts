import { restartContainer } from '../../engine/restart.ts';
import { atLeast, type Command } from '../command.ts';
import { daemonText } from '../failure.ts';
import { flagTable } from '../flag-table.ts';
import { forEachContainer } from './each.ts';

export const restart: Command = {
  usage: 'CONTAINER [CONTAINER...]',
  summary: 'Restart one or more containers',
  flags: flagTable(`-t, --time int | Seconds to wait for stop before killing the container | 10`),
  takes: atLeast(1),
  run: (call) => {
    const seconds = call.flags.number('time');
    return forEachContainer(
      call,
      (engine, container, name) => restartContainer(engine, container, { name, seconds }),
      daemonText,
    );
  },
};
