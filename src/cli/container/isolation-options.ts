// Flags about what a container may do and see.
import type { HostConfig } from '../../engine/host-config.ts';
import { type Call, CommandError } from '../command.ts';
import type { FlagValues } from '../flag.ts';
import { parseDevice, parseThrottle, parseUlimit } from './flag-checks.ts';
import { readClientFile } from './lines.ts';

/** Reads the flags; a seccomp profile is read from its file. */
export async function isolationOptions(call: Call): Promise<Partial<HostConfig>> {
  const { flags } = call;
  const list = (name: string): readonly string[] | null =>
    flags.has(name) ? flags.list(name) : null;
  const security = await securityOptions(call);
  const ulimits = flags.list('ulimit').map(parseUlimit);
  return {
    CapAdd: list('cap-add'),
    CapDrop: list('cap-drop'),
    Privileged: flags.bool('privileged'),
    ReadonlyRootfs: flags.bool('read-only'),
    ...security,
    PidMode: mode(flags, 'pid', 'PID', (text) => text === 'host' || /^container:.+/.test(text)),
    UTSMode: mode(flags, 'uts', 'UTS', (text) => text === 'host'),
    UsernsMode: mode(flags, 'userns', 'USER', (text) => text === 'host'),
    CgroupnsMode: mode(flags, 'cgroupns', 'CGROUP', (text) => ['host', 'private'].includes(text)),
    IpcMode: flags.text('ipc') ?? '',
    OomScoreAdj: flags.number('oom-score-adj') ?? 0,
    Devices: flags.list('device').map(parseDevice),
    DeviceCgroupRules: list('device-cgroup-rule'),
    GroupAdd: list('group-add'),
    Ulimits: ulimits.length > 0 ? ulimits : null,
    ...(flags.has('sysctl') ? { Sysctls: pairs(flags.list('sysctl')) } : {}),
    ...(flags.has('storage-opt') ? { StorageOpt: pairs(flags.list('storage-opt')) } : {}),
    ...(flags.has('init') ? { Init: flags.bool('init') } : {}),
    ...throttles(flags),
    Isolation: flags.text('isolation') ?? '',
    Runtime: flags.text('runtime') ?? '',
    CgroupParent: flags.text('cgroup-parent') ?? '',
    OomKillDisable: flags.bool('oom-kill-disable'),
    MemorySwappiness: swappiness(flags),
  };
}

/** "name=value" settings; later ones win. */
export function pairs(settings: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    settings.map((setting) => {
      const [name = '', value = ''] = setting.split(/=(.*)/s);
      return [name, value];
    }),
  );
}

function mode(
  flags: FlagValues,
  flag: string,
  kind: string,
  knows: (text: string) => boolean,
): string {
  const text = flags.text(flag) ?? '';
  if (text === '' || knows(text)) return text;
  throw new CommandError(`--${flag}: invalid ${kind} mode`, 125);
}

function swappiness(flags: FlagValues): number | null {
  const value = flags.number('memory-swappiness') ?? -1;
  if (value === -1) return null;
  if (value >= 0 && value <= 100) return value;
  throw new CommandError(
    `invalid value: ${String(value)}. Valid memory swappiness range is 0-100`,
    125,
  );
}

function throttles(flags: FlagValues): Partial<HostConfig> {
  const read = (name: string): readonly object[] | null =>
    flags.has(name) ? flags.list(name).map(parseThrottle) : null;
  return {
    BlkioWeightDevice: read('blkio-weight-device') ?? [],
    BlkioDeviceReadBps: read('device-read-bps'),
    BlkioDeviceWriteBps: read('device-write-bps'),
    BlkioDeviceReadIOps: read('device-read-iops'),
    BlkioDeviceWriteIOps: read('device-write-iops'),
  };
}

type SecurityOptions = Pick<HostConfig, 'SecurityOpt'> &
  Partial<Pick<HostConfig, 'MaskedPaths' | 'ReadonlyPaths'>>;

/** "systempaths=unconfined" is the client's own; a profile's path becomes its text. */
async function securityOptions(call: Call): Promise<SecurityOptions> {
  const options: string[] = [];
  for (const option of call.flags.list('security-opt')) {
    options.push(await securityOption(call, option));
  }
  const open = options.includes('systempaths=unconfined');
  const kept = options.filter((option) => option !== 'systempaths=unconfined');
  return {
    SecurityOpt: call.flags.has('security-opt') ? kept : null,
    ...(open ? { MaskedPaths: [], ReadonlyPaths: [] } : {}),
  };
}

async function securityOption(call: Call, option: string): Promise<string> {
  if (option === 'no-new-privileges') return option;
  const [name, value] = option.split(option.includes('=') ? /=(.*)/s : /:(.*)/s);
  if (value === undefined) {
    throw new CommandError(`Invalid --security-opt: ${JSON.stringify(option)}`, 125);
  }
  if (name !== 'seccomp' || value === 'unconfined') return option;
  return `seccomp=${await readProfile(call, value)}`;
}

async function readProfile(call: Call, path: string): Promise<string> {
  const text = await readClientFile(call, path).catch((error: unknown) => {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(`opening seccomp profile (${path}) failed: ${error.message}`, 125);
  });
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    const why = jsonFault(text);
    throw new CommandError(`compacting json for seccomp profile (${path}) failed: ${why}`, 125);
  }
}

/** Go's sentence for the usual faults: a wrong beginning, and an early end. */
function jsonFault(text: string): string {
  const start = text.trimStart()[0];
  if (start === undefined || /[[{"\d-]/.test(start)) return 'unexpected end of JSON input';
  return `invalid character '${start}' looking for beginning of value`;
}
