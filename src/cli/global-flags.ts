// The flags of "docker" itself, as far as they mean something to an engine that stands in the same machine as its client.
import type { FlagValues } from './flag.ts';

const levels = ['panic', 'fatal', 'error', 'warn', 'warning', 'info', 'debug', 'trace'];
const socket = 'unix:///var/run/docker.sock';

/** The sentence about an unknown logging level; null for a known one. */
export function levelFault(flags: FlagValues): string | null {
  const level = flags.text('log-level');
  if (level === null || levels.includes(level.toLowerCase())) return null;
  return `Unable to parse logging level: ${level}`;
}

/** The sentence about what keeps the client from asking the engine; null for nothing. */
export function endpointFault(flags: FlagValues): string | null {
  const hosts = flags.list('host');
  const context = flags.text('context');
  if (hosts.length > 0 && context !== null) {
    return 'Conflicting options: either specify --host or --context, not both';
  }
  const unresolved = 'unable to resolve docker endpoint:';
  if (hosts.length > 1) return `${unresolved} Please specify only one -H`;
  if (context !== null && context !== 'default') {
    return `${unresolved} context "${context}" does not exist`;
  }
  if (flags.bool('tls') || flags.bool('tlsverify')) {
    const file = flags.text('tlscacert') ?? '/root/.docker/ca.pem';
    return `${unresolved} open ${file}: no such file or directory`;
  }
  return hosts[0] === undefined ? null : hostFault(hosts[0], unresolved);
}

function hostFault(host: string, unresolved: string): string | null {
  const [scheme = '', address = ''] = host.includes('://')
    ? host.split(/:\/\/(.*)/s)
    : ['tcp', host];
  if (!['unix', 'tcp', 'npipe', 'fd', 'ssh'].includes(scheme)) {
    return `${unresolved} Invalid bind address format: ${host}`;
  }
  const full = scheme === 'tcp' && !/:\d+$/.test(address) ? `tcp://${address}:2375` : host;
  const url = full.includes('://') ? full : `tcp://${full}`;
  if (url === socket || url === 'unix://') return null;
  return `Cannot connect to the Docker daemon at ${url}. Is the docker daemon running?`;
}
