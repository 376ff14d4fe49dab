// What the flags of `docker run` and `docker create` wish for, as a container's configuration.
import type { ContainerConfig } from '../../engine/container.ts';
import { defaultHostConfig, type HostConfig } from '../../engine/host-config.ts';
import { type Call, CommandError } from '../command.ts';
import type { FlagValues } from '../flag.ts';
import { parseBytes } from '../size.ts';
import { readEnvironment } from './environment.ts';
import { healthOptions } from './health-options.ts';
import { isolationOptions, pairs } from './isolation-options.ts';
import { readSettings } from './lines.ts';
import { parseMount } from './mount-flag.ts';
import { networkOptions, type NetworkOptions } from './network-options.ts';
import { portOptions, type PortOptions } from './port-options.ts';
import { parseRestartPolicy, resourceOptions } from './resource-options.ts';

export interface ContainerOptions {
  readonly config: ContainerConfig;
  readonly hostConfig: HostConfig;
  readonly endpoints: NetworkOptions['endpoints'];
}

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
  const [image = '', ...command] = call.arguments;
  const streams = chosenStreams(flags);
  const stdin = flags.bool('interactive');
  const entrypoint = flags.text('entrypoint');
  const hostConfig = await hostOptions(call);
  const health = healthOptions(flags);
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
    Volumes: anonymousVolumes(flags),
    WorkingDir: flags.text('workdir') ?? '',
    Entrypoint: entrypoint === null ? null : [entrypoint],
    Labels: await readLabels(call),
    ...stopOptions(flags),
    ...(health ? { Healthcheck: health } : {}),
    ...connectionConfig(network, ports),
  };
  if (flags.bool('rm') && !['', 'no'].includes(hostConfig.RestartPolicy.Name)) {
    throw new CommandError('Conflicting options: --restart and --rm', 125);
  }
  const connected = {
    ...network.host,
    PortBindings: ports.bindings,
    PublishAllPorts: flags.bool('publish-all'),
  };
  return { config, hostConfig: { ...hostConfig, ...connected }, endpoints: network.endpoints };
}

/** The guest's kernel has no IPv6, and addresses of links are the kernel's own. */
const unsupported = ['ip6', 'link-local-ip'];

function refuseUnsupported(flags: FlagValues): void {
  const refused = unsupported.find((name) => flags.has(name));
  if (refused === undefined) return;
  throw new CommandError(`--${refused} is not supported by Fishbowl's engine`, 125);
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

function stopOptions(flags: FlagValues): Pick<ContainerConfig, 'StopSignal' | 'StopTimeout'> {
  const signal = flags.text('stop-signal');
  const timeout = flags.number('stop-timeout');
  return {
    ...(signal === null ? {} : { StopSignal: signal }),
    ...(timeout === null ? {} : { StopTimeout: timeout }),
  };
}

async function hostOptions(call: Call): Promise<HostConfig> {
  const { flags } = call;
  const binds = flags.list('volume').filter(hasSource);
  const mounts = flags.list('mount').map(parseMount);
  return {
    ...defaultHostConfig,
    ...(await isolationOptions(call)),
    ...resourceOptions(flags),
    Binds: binds.length > 0 ? binds : null,
    ContainerIDFile: flags.text('cidfile') ?? '',
    LogConfig: logConfig(flags.text('log-driver') ?? 'json-file', pairs(flags.list('log-opt'))),
    AutoRemove: flags.bool('rm'),
    RestartPolicy: parseRestartPolicy(flags.text('restart') ?? 'no'),
    VolumeDriver: flags.text('volume-driver') ?? '',
    VolumesFrom: flags.has('volumes-from') ? flags.list('volumes-from') : null,
    ...(flags.has('tmpfs') ? { Tmpfs: readTmpfs(flags.list('tmpfs')) } : {}),
    ...(mounts.length > 0 ? { Mounts: mounts } : {}),
    ShmSize: parseBytes(flags.text('shm-size') ?? '0'),
    DeviceRequests: flags.has('gpus') ? [{ Capabilities: [['gpu']] }] : null,
  };
}

/** What docker takes for a path on a drive of Windows. */
const onDrive = /^[A-Za-z]:[^:]*$/;

/** "source:/target"; a path alone is a volume without a name. */
function hasSource(volume: string): boolean {
  return volume.indexOf(':') > 0 && !onDrive.test(volume);
}

function anonymousVolumes(flags: FlagValues): ContainerConfig['Volumes'] {
  const given = flags.list('volume').filter((volume) => !hasSource(volume));
  const paths = given.map((path) => (onDrive.test(path) ? `/${path}` : path));
  return paths.length > 0 ? Object.fromEntries(paths.map((path) => [path, {}])) : null;
}

function readTmpfs(list: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    list.map((each) => {
      const [path = '', options = ''] = each.split(/:(.*)/s);
      return [path, options];
    }),
  );
}

async function readLabels(call: Call): Promise<Record<string, string>> {
  const lines: string[] = [];
  for (const path of call.flags.list('label-file')) {
    // A name alone is a label on the command line only.
    const settings = await readSettings(call, path);
    lines.push(...settings.filter((setting) => setting.includes('=')));
  }
  return pairs([...lines, ...call.flags.list('label')]);
}

function logConfig(
  driver: string,
  options: Readonly<Record<string, string>>,
): HostConfig['LogConfig'] {
  if (driver === 'none' && Object.keys(options).length > 0) {
    throw new CommandError(`invalid logging opts for driver ${driver}`, 125);
  }
  return { Type: driver, Config: options };
}
