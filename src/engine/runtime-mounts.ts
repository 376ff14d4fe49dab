// What docker mounts into every container, and what it hides there.
import type { Container } from './container.ts';

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

/** All mounts in order. */
export function runtimeMounts({ file, hostConfig }: Container): RuntimeMount[] {
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
    mount(
      '/dev/shm',
      'tmpfs',
      'shm',
      `nosuid,noexec,nodev,mode=1777,size=${String(hostConfig.ShmSize)}`,
    ),
  ];
  const own = [
    mount('/etc/resolv.conf', 'bind', file.ResolvConfPath, 'rbind,rprivate'),
    mount('/etc/hostname', 'bind', file.HostnamePath, 'rbind,rprivate'),
    mount('/etc/hosts', 'bind', file.HostsPath, 'rbind,rprivate'),
  ];
  return [
    ...standard,
    ...own,
    ...tmpfsMounts(hostConfig.Tmpfs ?? {}),
    ...bindMounts(hostConfig.Binds ?? []),
  ];
}

function tmpfsMounts(tmpfs: Readonly<Record<string, string>>): RuntimeMount[] {
  return Object.entries(tmpfs).map(([path, options]) =>
    mount(path, 'tmpfs', 'tmpfs', `noexec,nosuid,nodev,rprivate${options ? `,${options}` : ''}`),
  );
}

function bindMounts(binds: readonly string[]): RuntimeMount[] {
  return binds.map((bind) => {
    const [source = '', target = '', mode = 'rw'] = bind.split(':');
    const options = mode.split(',').includes('ro') ? 'rbind,ro,rprivate' : 'rbind,rprivate';
    return mount(target, 'bind', source, options);
  });
}
