// docker network create.
import { EngineError } from '../error.ts';
import { randomId } from '../random.ts';
import type { EngineState } from '../state.ts';
import {
  contains,
  formatAddress,
  formatSubnet,
  freeAddress,
  freePool,
  overlap,
  parseAddress,
  parseSubnet,
  type Subnet,
} from './address.ts';
import {
  type Bridge,
  defaultNetworks,
  type IpamConfig,
  type Network,
  type NetworkFile,
  subnetOf,
} from './network.ts';
import { bridgeMac } from './network-store.ts';
import { noteNetwork } from './note.ts';
import { bridgeLines, request } from './recovery.ts';

export interface NetworkCreateWish {
  readonly name: string;
  readonly driver: string;
  readonly ipamDriver: string;
  readonly ipamOptions: Readonly<Record<string, string>>;
  readonly ipam: readonly IpamConfig[];
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly ingress: boolean;
  readonly ipv6: boolean;
  readonly scope: string;
  readonly options: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

export function createNetwork(engine: EngineState, wish: NetworkCreateWish): Promise<Network> {
  return engine.networks.changes.run(async () => {
    const all = await engine.networks.list();
    checkName(wish.name, all);
    checkKind(wish);
    const id = randomId(engine.random);
    const bridge = planBridge(engine, wish, { id, all });
    const network = { file: networkFile(wish, { id, created: engine.now(), bridge }), bridge };
    await request(engine, bridgeLines(network)).catch((cause: unknown) => {
      throw new EngineError('system', (cause as Error).message, { cause });
    });
    await engine.networks.add(network);
    noteNetwork(engine, 'create', network);
    return network;
  });
}

function checkName(name: string, all: readonly Network[]): void {
  if (defaultNetworks.includes(name)) {
    throw new EngineError('forbidden', `operation is not permitted on predefined ${name} network`);
  }
  if (name === '' || all.some(({ file }) => file.Name === name))
    throw new EngineError('conflict', `network with name ${name} already exists`);
}

const noSwarm =
  'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.';

/** Of docker's drivers only bridge makes sense more than once on one machine without a network of its own. */
function checkKind({ driver, scope, ingress, ipamDriver, ipv6 }: NetworkCreateWish): void {
  if (ingress) throw new EngineError('invalid', 'Ingress network can only be global scope network');
  if (scope === 'swarm') {
    throw new EngineError(
      'invalid',
      'cannot create a swarm scoped network when swarm is not active',
    );
  }
  if (driver === 'overlay') throw new EngineError('system', noSwarm);
  if (driver === 'host' || driver === 'null')
    throw new EngineError('forbidden', `only one instance of "${driver}" network is allowed`);
  // The guest's kernel has neither.
  if (driver === 'macvlan' || driver === 'ipvlan')
    throw new EngineError('system', 'operation not supported');
  if (driver !== 'bridge') throw new EngineError('notFound', `plugin "${driver}" not found`);
  if (ipamDriver !== 'default' && ipamDriver !== '')
    throw new EngineError('notFound', `plugin "${ipamDriver}" not found`);
  if (!ipv6) return;
  throw new EngineError(
    'notFound',
    'could not find an available, non-overlapping IPv6 address pool among the defaults to assign to the network',
  );
}

interface Planning {
  readonly id: string;
  readonly all: readonly Network[];
}

function planBridge(engine: EngineState, wish: NetworkCreateWish, { id, all }: Planning): Bridge {
  const [config = {}, ...more] = wish.ipam;
  if (more.length > 0)
    throw new EngineError('invalid', "bridge driver doesn't support multiple subnets");
  const name = wish.options['com.docker.network.bridge.name'] ?? `br-${id.slice(0, 12)}`;
  checkDevice(name, { id, all });
  const subnets = all.flatMap(({ bridge }) => (bridge ? [subnetOf(bridge)] : []));
  const subnet = config.Subnet ? checkedSubnet(config.Subnet, subnets) : freePool(subnets);
  return {
    name,
    mac: bridgeMac(engine.random),
    subnet: formatSubnet(subnet),
    ...planAddresses(config, subnet),
    chosen: config.Subnet !== undefined,
  };
}

function planAddresses(
  config: IpamConfig,
  subnet: Subnet,
): Pick<Bridge, 'range' | 'gateway' | 'reserved'> {
  const range = config.IPRange ? checkedRange(config.IPRange, subnet) : subnet;
  const reserved = Object.values(config.AuxiliaryAddresses ?? {});
  const taken = new Set(reserved.map((text) => parseAddress(text) ?? -1));
  const gateway = config.Gateway ?? formatAddress(freeAddress(subnet, range, taken));
  return { range: formatSubnet(range), gateway, reserved };
}

/** Two networks cannot stand on one device. */
function checkDevice(name: string, { id, all }: Planning): void {
  const same = all.find(({ bridge }) => bridge?.name === name);
  if (!same) return;
  throw new EngineError(
    'forbidden',
    `network ${id} (${name}): conflicts with network ${same.file.Id} (${name}): networks have same bridge name`,
  );
}

function checkedSubnet(text: string, others: readonly Subnet[]): Subnet {
  const subnet = parseSubnet(text);
  if (!subnet) {
    throw new EngineError('invalid', `Invalid subnet ${text} : invalid CIDR address: ${text}`);
  }
  if (others.some((other) => overlap(other, subnet)))
    throw new EngineError('forbidden', 'Pool overlaps with other one on this address space');
  return subnet;
}

function checkedRange(text: string, subnet: Subnet): Subnet {
  const range = parseSubnet(text);
  if (range && contains(subnet, range.base)) return range;
  throw new EngineError('invalid', `Invalid range ${text}: it is not in the subnet`);
}

function networkFile(
  wish: NetworkCreateWish,
  {
    id,
    created,
    bridge,
  }: { readonly id: string; readonly created: string; readonly bridge: Bridge },
): NetworkFile {
  const chosen = [{ Subnet: bridge.subnet, Gateway: bridge.gateway }];
  return {
    Name: wish.name,
    Id: id,
    Created: created,
    Scope: 'local',
    Driver: wish.driver,
    EnableIPv6: false,
    IPAM: {
      Driver: 'default',
      Options: wish.ipamOptions,
      Config: bridge.chosen ? wish.ipam : chosen,
    },
    Internal: wish.internal,
    Attachable: wish.attachable,
    Ingress: false,
    ConfigFrom: { Network: '' },
    ConfigOnly: false,
    Options: wish.options,
    Labels: wish.labels,
  };
}
