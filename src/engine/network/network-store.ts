// All networks, kept in one file, and the three that are always there.
import type { Agent } from '../../agent/agent.ts';
import { decodeText } from '../../base/bytes.ts';
import { Queue } from '../../base/queue.ts';
import { dockerRoot } from '../disk.ts';
import { EngineError } from '../error.ts';
import { makeDirectory, orAbsent, replaceFile, runAll } from '../file.ts';
import { randomId, type Random } from '../random.ts';
import { hardwareAddress } from './address.ts';
import type { Network, NetworkFile } from './network.ts';

const folder = `${dockerRoot}/network/files`;
const path = `${folder}/networks.json`;

export interface NetworkStoreParts {
  readonly agent: Agent;
  readonly random: Random;
  readonly now: () => string;
}

export class NetworkStore {
  readonly #parts: NetworkStoreParts;
  #networks: Promise<Map<string, Network>> | null = null;
  /** Networks are made and removed one after another. */
  readonly changes = new Queue();
  /** netd is started by one at a time. */
  readonly starts = new Queue();

  constructor(parts: NetworkStoreParts) {
    this.#parts = parts;
  }

  reload(): void {
    this.#networks = null;
  }

  /** All networks by name, as docker lists them. */
  async list(): Promise<Network[]> {
    const all = [...(await this.#all()).values()];
    return all.sort((one, other) => (one.file.Name < other.file.Name ? -1 : 1));
  }

  /** The network of this name, id or beginning of an id; null for none. */
  async find(text: string): Promise<Network | null> {
    const all = [...(await this.#all()).values()];
    const exact =
      all.find(({ file }) => file.Name === text) ?? all.find(({ file }) => file.Id === text);
    if (exact) return exact;
    const hits = all.filter(({ file }) => text !== '' && file.Id.startsWith(text));
    if (hits.length > 1) {
      throw new EngineError(
        'invalid',
        `network ${text} is ambiguous (${String(hits.length)} matches found based on ID prefix)`,
      );
    }
    return hits[0] ?? null;
  }

  async resolve(text: string): Promise<Network> {
    const found = await this.find(text);
    if (found) return found;
    throw new EngineError('notFound', `network ${text} not found`);
  }

  async add(network: Network): Promise<void> {
    const all = await this.#all();
    all.set(network.file.Id, network);
    await this.#save(all);
  }

  async remove(network: Network): Promise<void> {
    const all = await this.#all();
    all.delete(network.file.Id);
    await this.#save(all);
  }

  #all(): Promise<Map<string, Network>> {
    this.#networks ??= this.#load();
    return this.#networks;
  }

  async #load(): Promise<Map<string, Network>> {
    const bytes = await orAbsent(this.#parts.agent.call({ op: 'read', path }));
    const kept = bytes ? (JSON.parse(decodeText(bytes)) as readonly Network[]) : [];
    const all = new Map(kept.map((network) => [network.file.Id, network]));
    if (all.size > 0) return all;
    for (const network of predefined(this.#parts)) all.set(network.file.Id, network);
    await this.#save(all);
    return all;
  }

  async #save(all: ReadonlyMap<string, Network>): Promise<void> {
    const text = JSON.stringify([...all.values()]);
    await runAll(this.#parts.agent, [makeDirectory(folder), ...replaceFile(path, text)]);
  }
}

function predefined({ random, now }: NetworkStoreParts): Network[] {
  const file = (name: string, driver: string): NetworkFile => ({
    Name: name,
    Id: randomId(random),
    Created: now(),
    Scope: 'local',
    Driver: driver,
    EnableIPv6: false,
    IPAM: { Driver: 'default', Options: null, Config: [] },
    Internal: false,
    Attachable: false,
    Ingress: false,
    ConfigFrom: { Network: '' },
    ConfigOnly: false,
    Options: {},
    Labels: {},
  });
  return [
    defaultBridge(file('bridge', 'bridge'), random),
    { file: file('host', 'host'), bridge: null },
    { file: file('none', 'null'), bridge: null },
  ];
}

const bridgeOptions = {
  'com.docker.network.bridge.default_bridge': 'true',
  'com.docker.network.bridge.enable_icc': 'true',
  'com.docker.network.bridge.enable_ip_masquerade': 'true',
  'com.docker.network.bridge.host_binding_ipv4': '0.0.0.0',
  'com.docker.network.bridge.name': 'docker0',
  'com.docker.network.driver.mtu': '1500',
};

function defaultBridge(file: NetworkFile, random: Random): Network {
  const [subnet, gateway] = ['172.17.0.0/16', '172.17.0.1'];
  return {
    file: {
      ...file,
      IPAM: { ...file.IPAM, Config: [{ Subnet: subnet, Gateway: gateway }] },
      Options: bridgeOptions,
    },
    bridge: {
      name: 'docker0',
      mac: bridgeMac(random),
      subnet,
      range: subnet,
      gateway,
      reserved: [],
      chosen: false,
    },
  };
}

/** A hardware address for a bridge: 02:42 and four bytes of chance. */
export function bridgeMac(random: Random): string {
  const [a = 0, b = 0, c = 0, d = 0] = random(4);
  return hardwareAddress(((a << 24) | (b << 16) | (c << 8) | d) >>> 0);
}
