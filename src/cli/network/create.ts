import { createNetwork } from '../../engine/network/create-network.ts';
import { exactly, type Command } from '../command.ts';
import type { FlagValues } from '../flag.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { CommandError } from '../command.ts';
import { ipamConfigs } from './ipam.ts';
import { commaList, keyValues } from './values.ts';

export const create: Command = {
  usage: 'NETWORK',
  summary: 'Create a network',
  flags: adjust(
    flagTable(`
--attachable | Enable manual container attachment
--aux-address map | Auxiliary IPv4 or IPv6 addresses used by Network driver | map[]
--config-from string | The network from which to copy the configuration
--config-only | Create a configuration only network
-d, --driver string | Driver to manage the Network | "bridge"
--gateway strings | IPv4 or IPv6 Gateway for the master subnet
--ingress | Create swarm routing-mesh network
--internal | Restrict external access to the network
--ip-range strings | Allocate container ip from a sub-range
--ipam-driver string | IP Address Management Driver | "default"
--ipam-opt map | Set IPAM driver specific options | map[]
--ipv6 | Enable IPv6 networking
--label list | Set metadata on a network
-o, --opt map | Set driver specific options | map[]
--scope string | Control the network's scope
--subnet strings | Subnet in CIDR format that represents a network segment
`),
    { label: { check: checkLabel } },
  ),
  takes: exactly(1),
  run: async ({ engine, client, flags, arguments: [name = ''] }) => {
    refuse(flags, ['config-from', 'config-only']);
    const { file } = await createNetwork(engine, {
      name,
      driver: flags.text('driver') ?? 'bridge',
      ipamDriver: flags.text('ipam-driver') ?? 'default',
      ipamOptions: keyValues(flags.list('ipam-opt')),
      ipam: ipamConfigs({
        subnets: commaList(flags.list('subnet')),
        ranges: commaList(flags.list('ip-range')),
        gateways: commaList(flags.list('gateway')),
        reserved: keyValues(flags.list('aux-address')),
      }),
      internal: flags.bool('internal'),
      attachable: flags.bool('attachable'),
      ingress: flags.bool('ingress'),
      ipv6: flags.bool('ipv6'),
      scope: flags.text('scope') ?? '',
      options: keyValues(flags.list('opt')),
      labels: keyValues(flags.list('label')),
    });
    await client.out(`${file.Id}\n`);
    return 0;
  },
};

function refuse(flags: FlagValues, names: readonly string[]): void {
  const refused = names.find((name) => flags.has(name));
  if (refused === undefined) return;
  throw new CommandError(`--${refused} is not supported by Fishbowl's engine`);
}

function checkLabel(text: string): void {
  if (text.startsWith('=')) throw new Error(`invalid label '${text}': empty name`);
}
