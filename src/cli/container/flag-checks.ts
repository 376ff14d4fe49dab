// Values of the flags of `run` and `create` that docker's client checks as it reads them.
import type { Device, Ulimit } from '../../engine/host-config.ts';
import { CommandError } from '../command.ts';
import { parseDuration } from '../duration.ts';
import type { Flag } from '../flag.ts';
import { checkSetting } from './environment.ts';
import { parseMount } from './mount-flag.ts';
import { checkSize, resourceChecks } from './resource-options.ts';

const duration = { check: (text: string) => void parseDuration(text) };
const throttle = { check: (text: string) => void parseThrottle(text) };

export const creationChecks: Readonly<Record<string, Partial<Flag>>> = {
  ...resourceChecks,
  attach: { check: checkStream },
  'blkio-weight-device': throttle,
  'device-cgroup-rule': { check: checkDeviceRule },
  'device-read-bps': throttle,
  'device-read-iops': throttle,
  'device-write-bps': throttle,
  'device-write-iops': throttle,
  env: { check: checkSetting },
  'health-interval': duration,
  'health-start-period': duration,
  'health-timeout': duration,
  label: { check: checkLabel },
  mount: { check: (text) => void parseMount(text) },
  'shm-size': { check: checkSize },
  sysctl: { check: checkSysctl },
  ulimit: { check: (text) => void parseUlimit(text) },
};

function checkStream(name: string): void {
  if (['stdin', 'stdout', 'stderr'].includes(name.toLowerCase())) return;
  throw new Error('valid streams are STDIN, STDOUT and STDERR');
}

/** A label needs a name. */
export function checkLabel(label: string): void {
  if (label.split('=', 1)[0]?.trim() === '')
    throw new Error(`invalid label '${label}': empty name`);
}

const systemWide = [
  'kernel.msgmax',
  'kernel.msgmnb',
  'kernel.msgmni',
  'kernel.sem',
  'kernel.shmall',
  'kernel.shmmax',
  'kernel.shmmni',
  'kernel.shm_rmid_forced',
];

/** Only settings that belong to a namespace of the container's own. */
function checkSysctl(setting: string): void {
  const [name = '', value] = setting.split(/=(.*)/s);
  const known = systemWide.includes(name) || /^(?:net|fs\.mqueue)\./.test(name);
  if (value === undefined || !known) throw new Error(`sysctl '${setting}' is not whitelisted`);
}

function checkDeviceRule(rule: string): void {
  if (/^[acb] (?:\d+|\*):(?:\d+|\*) [rwm]{1,3}$/.test(rule)) return;
  throw new Error(`invalid device cgroup format '${rule}'`);
}

const ulimits =
  'core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack'.split(
    ' ',
  );

/** "nofile=1024:2048". */
export function parseUlimit(text: string): Ulimit {
  const [name = '', value] = text.split(/=(.*)/s);
  if (value === undefined) throw new Error(`invalid ulimit argument: ${text}`);
  if (!ulimits.includes(name)) throw new Error(`invalid ulimit type: ${name}`);
  const parts = value.split(':');
  if (parts.length > 2) {
    throw new Error(
      `too many limit value arguments - ${value}, can only have up to two, \`soft[:hard]\``,
    );
  }
  const [soft = 0, hard = soft] = parts.map(parseInteger);
  if (hard !== -1 && (soft === -1 || soft > hard)) {
    throw new Error(
      `ulimit soft limit must be less than or equal to hard limit: ${String(soft)} > ${String(hard)}`,
    );
  }
  return { Name: name, Hard: hard, Soft: soft };
}

function parseInteger(text: string): number {
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  throw new Error(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
}

/** "/dev/sda:1mb". */
export function parseThrottle(text: string): { readonly Path: string; readonly Rate: number } {
  const [path = '', rate, ...more] = text.split(':');
  if (rate === undefined || more.length > 0) throw new Error(`bad format: ${text}`);
  if (!path.startsWith('/dev/')) throw new Error(`bad format for device path: ${text}`);
  try {
    checkSize(rate);
  } catch {
    const form = 'The correct format is <device-path>:<number>[<unit>]';
    throw new Error(
      `invalid rate for device: ${text}. ${form}. Number must be a positive integer. Unit is optional and can be kb, mb, or gb`,
    );
  }
  return { Path: path, Rate: Number(rate) };
}

/** "/dev/null:/dev/mynull:rw"; all but the first may be left out. */
export function parseDevice(text: string): Device {
  const parts = text.split(':');
  if (text === '' || parts.length > 3) {
    throw new CommandError(`bad format for path: ${text}`, 125);
  }
  const [host = '', second = host, third] = parts;
  const onlyAccess = parts.length === 2 && isAccess(second);
  const inside = onlyAccess ? host : second;
  if (third !== undefined && !isAccess(third)) {
    throw new CommandError(`bad mode specified: ${third}`, 125);
  }
  const relative = [host, inside].find((path) => !path.startsWith('/'));
  if (relative !== undefined) throw new CommandError(`${relative} is not an absolute path`, 125);
  const access = onlyAccess ? second : (third ?? 'rwm');
  return { PathOnHost: host, PathInContainer: inside, CgroupPermissions: access };
}

function isAccess(text: string): boolean {
  return /^[rwm]{1,3}$/.test(text) && new Set(text).size === text.length;
}
