// Which capabilities a container's processes may have: docker's default set, and --cap-add and --cap-drop on top (capabilities(7)).
import { EngineError } from './error.ts';

const every = (
  'CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE ' +
  'NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN ' +
  'SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE ' +
  'MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE'
)
  .split(' ')
  .map((name) => `CAP_${name}`);

const byDefault =
  'CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE'
    .split(' ')
    .map((name) => `CAP_${name}`);

/** The bounding set of a container. */
export function capabilities(wanted: {
  readonly privileged: boolean;
  readonly add: readonly string[];
  readonly drop: readonly string[];
}): readonly string[] {
  if (wanted.privileged) return every;
  const add = wanted.add.map(fullName);
  const drop = wanted.drop.map(fullName);
  const start = add.includes('ALL') ? every : drop.includes('ALL') ? [] : byDefault;
  const kept = start.filter((name) => !drop.includes(name));
  return [...kept, ...add.filter((name) => name !== 'ALL' && !kept.includes(name))];
}

function fullName(name: string): string {
  const upper = name.toUpperCase();
  if (upper === 'ALL') return upper;
  const full = upper.startsWith('CAP_') ? upper : `CAP_${upper}`;
  if (every.includes(full)) return full;
  throw new EngineError('invalid', `unknown capability: "${full}"`);
}

/** Throws for a name that is no capability, told with the name of its list. */
export function checkCapabilities(list: 'CapAdd' | 'CapDrop', names: readonly string[]): void {
  try {
    names.forEach(fullName);
  } catch (cause) {
    throw new EngineError('invalid', `invalid ${list}: ${(cause as Error).message}`, { cause });
  }
}
