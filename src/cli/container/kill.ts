import { killContainer } from '../../engine/kill.ts';
import { atLeast, type Command } from '../command.ts';
import { daemonText } from '../failure.ts';
import { flagTable } from '../flag-table.ts';
import { forEach } from './each.ts';

export const kill: Command = {
  usage: 'CONTAINER [CONTAINER...]',
  summary: 'Kill one or more running containers',
  flags: flagTable(`-s, --signal string | Signal to send to the container | "KILL"`),
  takes: atLeast(1),
  run: (call) => {
    const signal = call.flags.text('signal') || 'KILL';
    const act = async (name: string): Promise<string> => {
      await killContainer(call.engine, name, signal);
      return name;
    };
    return forEach(call, act, daemonText);
  },
};
