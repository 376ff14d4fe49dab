// Which ports of the host a container's ports are published at.
import type { Container } from '../container.ts';
import { EngineError } from '../error.ts';
import type { PortBinding } from '../host-config.ts';

/** The range that the kernel and docker choose ports from, where nobody wished one. */
const [firstPort, lastPort] = [32768, 60999];

export interface Publication {
  /** "tcp" or "udp". */
  readonly protocol: string;
  readonly containerPort: number;
  readonly hostIp: string;
  readonly hostPort: number;
  /** Nobody asked for this very port. */
  readonly dynamic: boolean;
}

/** Ports of the host that are taken, and where the search for a free one goes on. */
export class HostPorts {
  /** Last port given by chance, by protocol. */
  readonly #last = new Map<string, number>();

  reload(): void {
    this.#last.clear();
  }

  /** Chooses ports for everything that a container publishes. `taken` are those of the others that run. */
  choose(container: Container, taken: readonly Publication[], defaultIp: string): Publication[] {
    const chosen: Publication[] = [];
    for (const [port, bindings] of Object.entries(wishes(container)).sort(byPort)) {
      const [number = '', protocol = 'tcp'] = port.split('/');
      for (const binding of bindings) {
        const others = [...taken, ...chosen].filter((each) => each.protocol === protocol);
        const target = { protocol, containerPort: Number(number) };
        const ips = addresses(binding.HostIp, defaultIp);
        const hostPort = this.#choosePort(protocol, binding.HostPort, ips, others);
        const dynamic = binding.HostPort === '' || binding.HostPort === '0';
        for (const hostIp of ips) chosen.push({ ...target, hostIp, hostPort, dynamic });
      }
    }
    return chosen;
  }

  #choosePort(
    protocol: string,
    wish: string,
    ips: readonly string[],
    others: readonly Publication[],
  ): number {
    const isFree = (port: number): boolean =>
      !others.some((each) => each.hostPort === port && ips.some((ip) => collide(ip, each.hostIp)));
    const [begin = '', end = begin] = wish.split('-');
    if (begin !== '' && begin !== '0') {
      for (let port = Number(begin); port <= Number(end); port++) if (isFree(port)) return port;
      const ip = ips[0] ?? '';
      throw new EngineError('system', `Bind for ${ip}:${begin} failed: port is already allocated`);
    }
    const range = lastPort - firstPort + 1;
    const from = (this.#last.get(protocol) ?? firstPort - 1) + 1 - firstPort;
    for (let step = 0; step < range; step++) {
      const port = firstPort + ((from + step) % range);
      if (!isFree(port)) continue;
      this.#last.set(protocol, port);
      return port;
    }
    throw new EngineError('system', 'all ports are allocated');
  }
}

/** What the person published, and with -P whatever is exposed beside. */
function wishes({ file, hostConfig }: Container): Record<string, readonly PortBinding[]> {
  const wished = { ...hostConfig.PortBindings };
  if (!hostConfig.PublishAllPorts) return wished;
  for (const port of Object.keys(file.Config.ExposedPorts ?? {}))
    wished[port] ??= [{ HostIp: '', HostPort: '' }];
  return wished;
}

/** Where no address was wished it is all of the host's, which are two for the kernel: those of IPv4 and of IPv6. */
function addresses(wish: string, defaultIp: string): string[] {
  if (wish !== '') return [wish];
  return defaultIp === '0.0.0.0' ? ['0.0.0.0', '::'] : [defaultIp];
}

function collide(one: string, other: string): boolean {
  if (one.includes(':') !== other.includes(':')) return false;
  const isAny = (ip: string): boolean => ip === '0.0.0.0' || ip === '::';
  return one === other || isAny(one) || isAny(other);
}

type Wish = readonly [string, readonly PortBinding[]];

function byPort([one]: Wish, [other]: Wish): number {
  return parseInt(one) - parseInt(other) || (one < other ? -1 : 1);
}

/** `NetworkSettings.Ports`: what is exposed, with where it is published. */
export function portMap(
  container: Container,
  publications: readonly Publication[],
): Record<string, readonly PortBinding[] | null> {
  const ports: Record<string, PortBinding[] | null> = {};
  const exposed = Object.keys(container.file.Config.ExposedPorts ?? {});
  for (const port of exposed.sort((one, other) => byPort([one, []], [other, []])))
    ports[port] = null;
  for (const { protocol, containerPort, hostIp, hostPort } of publications)
    (ports[`${String(containerPort)}/${protocol}`] ??= []).push({
      HostIp: hostIp,
      HostPort: String(hostPort),
    });
  return ports;
}

/** What a container that runs has published. */
export function publicationsOf({ file }: Container): Publication[] {
  return Object.entries(file.NetworkSettings.Ports).flatMap(([port, bindings]) => {
    const [number, protocol = 'tcp'] = port.split('/');
    return (bindings ?? []).map(({ HostIp, HostPort }) => ({
      protocol,
      containerPort: Number(number),
      hostIp: HostIp,
      hostPort: Number(HostPort),
      dynamic: false,
    }));
  });
}
