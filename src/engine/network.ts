/**
 * How a container is connected. The default network is for now a namespace of the container's own with loopback in it;
 * bridges, addresses and names join here.
 */
import type { Operation } from '../agent/agent.ts';
import type { Container } from './container.ts';
import { writeFile } from './file.ts';

/** True where the container shares the guest's own network namespace. */
export function isHostNetwork({ hostConfig }: Container): boolean {
  return hostConfig.NetworkMode === 'host';
}

/** What `docker info` says about networks. */
export const networkFacts =
  'none host (a container of the default network has its own network namespace with loopback only)';

/** Kernel settings of a network namespace of its own, as docker gives them. */
export const networkSysctl: Readonly<Record<string, string>> = {
  'net.ipv4.ip_unprivileged_port_start': '0',
  'net.ipv4.ping_group_range': '0 2147483647',
};

/** Operations that write the three files which are mounted over the image's own in /etc. */
export function networkFiles({ file, hostConfig }: Container): Operation[] {
  const extra = (hostConfig.ExtraHosts ?? []).map((line) => {
    const [name = '', address = ''] = line.split(/:(.*)/s);
    return `${address}\t${name}\n`;
  });
  return [
    writeFile(file.HostnamePath, `${file.Config.Hostname}\n`),
    writeFile(file.HostsPath, standardHosts + extra.join('')),
    writeFile(file.ResolvConfPath, hostConfig.Dns.map((each) => `nameserver ${each}\n`).join('')),
  ];
}

const standardHosts = `127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
fe00::0\tip6-localnet
ff00::0\tip6-mcastprefix
ff02::1\tip6-allnodes
ff02::2\tip6-allrouters
`;
