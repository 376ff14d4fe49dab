import { connectNetwork } from '../../engine/network/connect.ts';
import { type Command, exactly } from '../command.ts';
import { flagTable } from '../flag-table.ts';
import { commaList, keyValues } from './values.ts';

export const connect: Command = {
  usage: 'NETWORK CONTAINER',
  summary: 'Connect a container to a network',
  flags: flagTable(`
--alias strings | Add network-scoped alias for the container
--driver-opt strings | driver options for the network
--ip string | IPv4 address (e.g., 172.30.100.104)
--ip6 string | IPv6 address (e.g., 2001:db8::33)
--link list | Add link to another container
--link-local-ip strings | Add a link-local address for the container
`),
  takes: exactly(2),
  run: async ({ engine, flags, arguments: [networkName = '', name = ''] }) => {
    const network = await engine.networks.resolve(networkName);
    const container = await engine.containers.resolve(name);
    const ip = flags.text('ip');
    const links = flags.list('link');
    await connectNetwork(engine, network, {
      container,
      wish: {
        IPAMConfig: ip === null ? {} : { IPv4Address: ip },
        Aliases: commaList(flags.list('alias')),
        Links: links.length > 0 ? links : null,
        DriverOpts: keyValues(commaList(flags.list('driver-opt'))),
      },
    });
    return 0;
  },
};
