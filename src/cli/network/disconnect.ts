import { disconnectNetwork } from '../../engine/network/connect.ts';
import { EngineError } from '../../engine/error.ts';
import { type Command, exactly } from '../command.ts';
import { flagTable } from '../flag-table.ts';

export const disconnect: Command = {
  usage: 'NETWORK CONTAINER',
  summary: 'Disconnect a container from a network',
  flags: flagTable(`
-f, --force | Force the container to disconnect from a network
`),
  takes: exactly(2),
  run: async ({ engine, flags, arguments: [networkName = '', name = ''] }) => {
    const network = await engine.networks.resolve(networkName);
    const container = await engine.containers.resolve(name).catch((error: unknown) => {
      // By force also what no container stands behind is looked for.
      const isMissing = error instanceof EngineError && error.code === 'notFound';
      if (!isMissing || !flags.bool('force')) throw error;
      throw new EngineError('notFound', `endpoint ${name} not found`);
    });
    await disconnectNetwork(engine, network, container);
    return 0;
  },
};
