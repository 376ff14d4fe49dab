// What the flags of `docker run` and `docker create` wish for, as a container's configuration.
import type { ContainerConfig } from '../../engine/container.ts';
import { EngineError } from '../../engine/error.ts';
import { defaultHostConfig, type HostConfig } from '../../engine/host-config.ts';
import { parseSignal } from '../../engine/signal.ts';
import { type Call, CommandError } from '../command.ts';
import type { FlagValues } from '../flag.ts';
import { parseBytes } from '../size.ts';
import { readEnvironment } from './environment.ts';
import { networkOptions, type NetworkOptions } from './network-options.ts';
import { portOptions, type PortOptions } from './port-options.ts';

export interface ContainerOptions {
  readonly config: ContainerConfig;
  readonly hostConfig: HostConfig;
  readonly endpoints: NetworkOptions['endpoints'];
}

/** Flags of docker's that this engine takes; the others are refused by name rather than passed over. */
const supported = new Set(
  (
    'add-host attach cap-add cap-drop cidfile cpus detach detach-keys disable-content-trust dns dns-option dns-search domainname entrypoint env ' +
    'env-file expose hostname interactive ip ipc label link mac-address memory memory-swap name network network-alias ' +
    'oom-score-adj pid pids-limit privileged publish publish-all pull ' +
    'read-only restart rm security-opt shm-size sig-proxy stop-signal stop-timeout tmpfs tty user uts volume workdir help'
  ).split(' '),
);

/** Streams that `run` connects: those of -a, or all but stdin, which needs -i. */
export interface Streams {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
}

export function chosenStreams(flags: FlagValues): Streams {
  const chosen = flags.list('attach').map((name) => name.toLowerCase());
  if (flags.bool('detach')) return { stdin: false, stdout: false, stderr: false };
  if (chosen.length === 0) {
    return { stdin: flags.bool('interactive'), stdout: true, stderr: true };
  }
  const has = (name: string): boolean => chosen.includes(name);
  return { stdin: has('stdin'), stdout: has('stdout'), stderr: has('stderr') };
}

/** Reads the flags; throws docker's sentences on contradictions. */
export async function containerOptions(call: Call): Promise<ContainerOptions> {
  const { flags } = call;
  refuseUnsupported(flags);
  if (flags.bool('rm') && (flags.text('restart') ?? 'no') !== 'no') {
    throw new CommandError('Conflicting options: --restart and --rm', 125);
  }
  const [image = '', ...command] = call.arguments;
  const streams = chosenStreams(flags);
  const stdin = flags.bool('interactive');
  const entrypoint = flags.text('entrypoint');
  const { network, ports } = connection(flags);
  const config: ContainerConfig = {
    Hostname: flags.text('hostname') ?? '',
    Domainname: flags.text('domainname') ?? '',
    User: flags.text('user') ?? '',
    AttachStdin: streams.stdin,
    AttachStdout: streams.stdout,
    AttachStderr: streams.stderr,
    Tty: flags.bool('tty'),
    OpenStdin: stdin,
    StdinOnce: stdin && streams.stdin,
    Env: await readEnvironment(call),
    Cmd: command.length > 0 ? command : null,
    Image: image,
    Volumes: null,
    WorkingDir: flags.text('workdir') ?? '',
    Entrypoint: entrypoint === null ? null : [entrypoint],
    Labels: readLabels(flags.list('label')),
    ...stopOptions(flags),
    ...connectionConfig(network, ports),
  };
  const connected = {
    ...network.host,
    PortBindings: ports.bindings,
    PublishAllPorts: flags.bool('publish-all'),
  };
  return {
    config,
    hostConfig: { ...hostConfig(flags), ...connected },
    endpoints: network.endpoints,
  };
}

function refuseUnsupported(flags: FlagValues): void {
  const refused = flags.names().find((name) => !supported.has(name));
  if (refused === undefined) return;
  throw new CommandError(`--${refused} is not supported by Fishbowl's engine`, 125);
}

function stopOptions(flags: FlagValues): Pick<ContainerConfig, 'StopSignal' | 'StopTimeout'> {
  const signal = flags.text('stop-signal');
  const timeout = flags.number('stop-timeout');
  if (signal !== null) parseSignal(signal);
  return {
    ...(signal === null ? {} : { StopSignal: signal }),
    ...(timeout === null ? {} : { StopTimeout: timeout }),
  };
}

function hostConfig(flags: FlagValues): HostConfig {
  const listOrNull = (name: string): readonly string[] | null =>
    flags.has(name) ? flags.list(name) : null;
  return {
    ...defaultHostConfig,
    ...limits(flags),
    Binds: flags.has('volume') ? flags.list('volume').map(checkBind) : null,
    AutoRemove: flags.bool('rm'),
    RestartPolicy: restartPolicy(flags.text('restart') ?? 'no'),
    CapAdd: listOrNull('cap-add'),
    CapDrop: listOrNull('cap-drop'),
    Privileged: flags.bool('privileged'),
    ReadonlyRootfs: flags.bool('read-only'),
    SecurityOpt: listOrNull('security-opt'),
    PidMode: hostOnly('pid', flags.text('pid') ?? ''),
    UTSMode: hostOnly('uts', flags.text('uts') ?? ''),
    IpcMode: flags.text('ipc') ?? 'private',
    ...(flags.has('tmpfs') ? { Tmpfs: readTmpfs(flags.list('tmpfs')) } : {}),
    OomScoreAdj: flags.number('oom-score-adj') ?? 0,
  };
}

const leastMemory = 6 * 1024 * 1024;

function limits(
  flags: FlagValues,
): Pick<HostConfig, 'Memory' | 'MemorySwap' | 'NanoCpus' | 'PidsLimit' | 'ShmSize'> {
  const memory = parseBytes(flags.text('memory') ?? '0');
  if (memory > 0 && memory < leastMemory) {
    throw new EngineError('invalid', 'Minimum memory limit allowed is 6MB');
  }
  const swap = flags.text('memory-swap') ?? '0';
  const cpus = Number(flags.text('cpus') ?? '0');
  if (cpus < 0 || cpus > 1) {
    throw new EngineError(
      'invalid',
      'Range of CPUs is from 0.01 to 1.00, as there are only 1 CPUs available',
    );
  }
  return {
    Memory: memory,
    MemorySwap: swap === '-1' ? -1 : parseBytes(swap),
    NanoCpus: Math.round(cpus * 1e9),
    PidsLimit: flags.number('pids-limit'),
    ShmSize: parseBytes(flags.text('shm-size') ?? String(defaultHostConfig.ShmSize)),
  };
}

function connectionConfig(
  { mac }: NetworkOptions,
  { exposed }: PortOptions,
): Pick<ContainerConfig, 'ExposedPorts' | 'MacAddress'> {
  return {
    ...(Object.keys(exposed).length > 0 ? { ExposedPorts: exposed } : {}),
    ...(mac === '' ? {} : { MacAddress: mac }),
  };
}

function connection(flags: FlagValues): {
  readonly network: NetworkOptions;
  readonly ports: PortOptions;
} {
  try {
    return { network: networkOptions(flags), ports: portOptions(flags) };
  } catch (error) {
    throw new CommandError((error as Error).message, 125);
  }
}

function hostOnly(flag: string, mode: string): string {
  if (mode === '' || mode === 'host') return mode;
  throw new CommandError(`--${flag}: invalid ${flag.toUpperCase()} mode`, 125);
}

function restartPolicy(text: string): HostConfig['RestartPolicy'] {
  if (text === 'no' || text === '') return { Name: 'no', MaximumRetryCount: 0 };
  const known = ['always', 'unless-stopped', 'on-failure'].includes(text.split(':', 1)[0] ?? '');
  if (!known) throw new EngineError('invalid', `invalid restart policy '${text}'`);
  throw new CommandError(`--restart is not supported by Fishbowl's engine`, 125);
}

/** Only binds of the guest's own directories; named volumes are refused by name. */
function checkBind(bind: string): string {
  const parts = bind.split(':');
  if (parts.length > 3 || parts.some((part) => part === '')) {
    throw new EngineError('invalid', `invalid volume specification: '${bind}'`);
  }
  const [source = '', target] = parts;
  if (target === undefined || !source.startsWith('/')) {
    throw new CommandError(`volumes are not supported by Fishbowl's engine: ${bind}`, 125);
  }
  if (target.startsWith('/')) return bind;
  throw new EngineError(
    'invalid',
    `invalid volume specification: '${bind}': invalid mount config for type "bind": ` +
      `invalid mount path: '${target}' mount path must be absolute`,
  );
}

function readTmpfs(list: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    list.map((each) => {
      const [path = '', options = ''] = each.split(/:(.*)/s);
      if (path.startsWith('/')) return [path, options];
      throw new EngineError('invalid', `invalid mount path: '${path}' mount path must be absolute`);
    }),
  );
}

function readLabels(list: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    list.map((each) => {
      const [name = '', value = ''] = each.split(/=(.*)/s);
      return [name, value];
    }),
  );
}
