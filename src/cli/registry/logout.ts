import { atMost, type Command } from '../command.ts';
import { AuthFile, hostOf, hubServer } from './auth-file.ts';

export const logout: Command = {
  usage: '[SERVER]',
  summary: 'Log out from a Docker registry',
  description:
    'Log out from a Docker registry.\nIf no server is specified, the default is defined by the daemon.',
  flags: [],
  takes: atMost(1),
  run: async ({ engine, client, arguments: [named = ''] }) => {
    const host = named === '' ? hubServer : hostOf(named);
    // Under any of these an older client may have kept it.
    const servers = named === '' ? [host] : [named, host, `http://${host}`, `https://${host}`];
    await client.out(`Removing login credentials for ${host}\n`);
    const file = await AuthFile.open(engine.agent, client.request);
    await file.remove(servers);
    return 0;
  },
};
