// What is mounted into a container: docker's own mounts, and what the person asked for.
import type { Container } from './container.ts';
import { EngineError } from './error.ts';
import type { MountSpec } from './host-config.ts';
import { type Joined, shmDirectory } from './joined.ts';
import type { MountPoint } from './mount-point.ts';
import { mergeTmpfsOptions, tmpfsOptions } from './tmpfs.ts';

interface RuntimeMount {
  readonly destination: string;
  readonly type: string;
  readonly source: string;
  readonly options: readonly string[];
}

const mount = (
  destination: string,
  type: string,
  source: string,
  options: string,
): RuntimeMount => ({ destination, type, source, options: options.split(',') });

/** The init program in the guest, and where --init puts it. */
const initProgram = '/usr/libexec/fishbowl/init';
export const initPath = '/sbin/docker-init';

/** All mounts in order. */
export function runtimeMounts(container: Container, joined: Joined): RuntimeMount[] {
  const { hostConfig, file } = container;
  const access = hostConfig.Privileged ? 'rw' : 'ro';
  const standard = [
    mount('/proc', 'proc', 'proc', 'nosuid,noexec,nodev'),
    mount('/dev', 'tmpfs', 'tmpfs', 'nosuid,strictatime,mode=755,size=65536k'),
    mount(
      '/dev/pts',
      'devpts',
      'devpts',
      'nosuid,noexec,newinstance,ptmxmode=0666,mode=0620,gid=5',
    ),
    mount('/sys', 'sysfs', 'sysfs', `nosuid,noexec,nodev,${access}`),
    mount('/sys/fs/cgroup', 'cgroup', 'cgroup', `${access},nosuid,noexec,nodev`),
    mount('/dev/mqueue', 'mqueue', 'mqueue', 'nosuid,noexec,nodev'),
    ...shmMounts(container, joined),
  ];
  const own = [
    mount('/etc/resolv.conf', 'bind', file.ResolvConfPath, 'rbind,rprivate'),
    mount('/etc/hostname', 'bind', file.HostnamePath, 'rbind,rprivate'),
    mount('/etc/hosts', 'bind', file.HostsPath, 'rbind,rprivate'),
  ];
  const init = hostConfig.Init ? [mount(initPath, 'bind', initProgram, 'bind,ro')] : [];
  const wanted = [
    ...Object.entries(hostConfig.Tmpfs ?? {}).map(tmpfsMount),
    ...Object.values(file.MountPoints).map(pointMount),
  ];
  const points = new Set(wanted.map(({ destination }) => destination));
  const isFree = ({ destination }: RuntimeMount): boolean => !points.has(destination);
  // What lies deeper is mounted later, so that nothing is hidden.
  const sorted = [...own.filter(isFree), ...init, ...wanted].sort((a, b) => depth(a) - depth(b));
  return [...standard.filter(isFree), ...sorted];
}

function depth({ destination }: RuntimeMount): number {
  return destination.split('/').length;
}

function shmMounts({ id, hostConfig }: Container, { shm }: Joined): RuntimeMount[] {
  const { IpcMode: mode, ShmSize: size } = hostConfig;
  if (mode === 'none') return [];
  const shared = mode === 'shareable' ? shmDirectory(id) : shm;
  if (shared !== null) return [mount('/dev/shm', 'bind', shared, 'rbind,rprivate')];
  return [mount('/dev/shm', 'tmpfs', 'shm', shmOptions(size))];
}

/** Options of a /dev/shm of so many bytes. */
function shmOptions(size: number): string {
  return `nosuid,noexec,nodev,mode=1777,size=${String(size)}`;
}

const tmpfsFlags = 'noexec,nosuid,nodev';

function tmpfsMount([path, options]: readonly [string, string]): RuntimeMount {
  const merged = mergeTmpfsOptions(`${tmpfsFlags}${options ? `,${options}` : ''}`);
  if ('refused' in merged) {
    const words = merged.refused.map((word) => JSON.stringify(word)).join(' ');
    throw new EngineError('invalid', `invalid tmpfs option [${words}]`);
  }
  return {
    destination: path,
    type: 'tmpfs',
    source: 'tmpfs',
    options: [...merged.options, 'rprivate'],
  };
}

function pointMount(point: MountPoint): RuntimeMount {
  const { Type: type, Destination: to, Source: from, RW: writable } = point;
  if (type === 'tmpfs') return specTmpfs(to, point.Spec);
  const recursion = point.Spec.BindOptions?.NonRecursive ? 'bind' : 'rbind';
  const options = [recursion, ...(writable ? [] : ['ro']), point.Propagation || 'rprivate'];
  const destination = to.startsWith('/') ? to : `/${to}`;
  return { destination, type: 'bind', source: from, options };
}

function specTmpfs(path: string, spec: MountSpec): RuntimeMount {
  const options = [tmpfsFlags, ...tmpfsOptions(spec)].join(',');
  return mount(path, 'tmpfs', 'tmpfs', `${options},rprivate`);
}
