// The flags of "docker" itself, as far as they mean something to an engine that stands in the same machine as its client.
import { variable, type Client } from './client.ts';
import type { FlagValues } from './flag.ts';

const levels = ['panic', 'fatal', 'error', 'warn', 'warning', 'info', 'debug', 'trace'];
const socket = 'unix:///var/run/docker.sock';

/** The sentence about an unknown logging level; null for a known one. */
export function levelFault(flags: FlagValues): string | null {
  const level = flags.text('log-level');
  if (level === null || levels.includes(level.toLowerCase())) return null;
  return `Unable to parse logging level: ${level}`;
}

/** The client with the folder of its settings where `--config` says, as DOCKER_CONFIG would have it. */
export function withSettings(client: Client, flags: FlagValues): Client {
  const folder = flags.text('config');
  if (folder === null) return client;
  const { request } = client;
  const env = request.env.filter((each) => !each.startsWith('DOCKER_CONFIG='));
  return { ...client, request: { ...request, env: [...env, `DOCKER_CONFIG=${folder}`] } };
}

/** The sentence about what keeps the client from asking the engine; null for nothing. */
export function endpointFault(flags: FlagValues, env: readonly string[]): string | null {
  const hosts = flags.list('host').filter((host) => host !== '');
  const context = flags.text('context') ?? (hosts.length > 0 ? null : contextOf(env));
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

/** What DOCKER_CONTEXT says, unless DOCKER_HOST says where the engine is. */
function contextOf(env: readonly string[]): string | null {
  return variable(env, 'DOCKER_HOST') ? null : variable(env, 'DOCKER_CONTEXT') || null;
}

function hostFault(host: string, unresolved: string): string | null {
  const [scheme = '', address = ''] = host.includes('://')
    ? host.split(/:\/\/(.*)/s)
    : ['tcp', host];
  if (!['unix', 'tcp', 'npipe', 'fd', 'ssh'].includes(scheme)) {
    return `${unresolved} Invalid bind address format: ${host}`;
  }
  const url = scheme === 'tcp' ? tcpAddress(address) : host;
  if (url === null) return `${unresolved} parse "tcp://${address}": ${addressFault(address)}`;
  if (url === socket || url === 'unix://') return null;
  return `Cannot connect to the Docker daemon at ${url}. Is the docker daemon running?`;
}

/** "tcp://localhost:2375", with docker's own parts where they are left out; null for what is no address. */
function tcpAddress(address: string): string | null {
  const [, host = '', port = ''] =
    /^([^\s/:[]*|\[[^\]]*\])(?::(\d*))?(?:\/.*)?$/.exec(address) ?? [];
  if (host === '' && !/^(?::\d*)?$/.test(address)) return null;
  return `tcp://${host || 'localhost'}:${port || '2375'}`;
}

/** Go's words (net/url) for what is wrong with it. */
function addressFault(address: string): string {
  const [host = ''] = address.split('/', 1);
  if (/^\[[^\]]*$/.test(host)) return "missing ']' in host";
  if (host.includes(' ')) return 'invalid character " " in host name';
  return `invalid port ${JSON.stringify(host.slice(host.lastIndexOf(':')))} after host`;
}
