// Kernel settings of a container (--sysctl): only those of namespaces that it does not share with its host, as runc checks them.
import type { HostConfig } from './host-config.ts';
import { runtimeFailure } from './runtime-error.ts';

const interprocess = new Set(
  'msgmax msgmnb msgmni sem shmall shmmax shmmni shm_rmid_forced'
    .split(' ')
    .map((name) => `kernel.${name}`),
);

/** Throws the runtime's sentence about the first setting that would change the host. */
export function checkSysctls({ Sysctls: settings = {}, ...hostConfig }: HostConfig): void {
  for (const name of Object.keys(settings)) {
    const fault = sysctlFault(name, hostConfig);
    if (fault !== null) throw runtimeFailure(`sysctl ${JSON.stringify(name)} ${fault}`);
  }
}

function sysctlFault(
  name: string,
  { NetworkMode: network, IpcMode: ipc, UTSMode: uts }: Omit<HostConfig, 'Sysctls'>,
): string | null {
  if (interprocess.has(name) || name.startsWith('fs.mqueue.')) {
    return ipc === 'host' ? 'is not allowed in the hosts ipc namespace' : null;
  }
  if (name.startsWith('net.')) {
    return network === 'host' ? 'not allowed in host network namespace' : null;
  }
  if (name === 'kernel.domainname' && uts !== 'host') return null;
  if (name === 'kernel.hostname' && uts !== 'host') {
    return 'is not allowed as it conflicts with the OCI "hostname" field';
  }
  return 'is not in a separate kernel namespace';
}
