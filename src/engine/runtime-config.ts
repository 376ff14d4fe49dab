// The bundle's config.json: how docker asks an OCI runtime for a container (OCI runtime-spec config.md, config-linux.md).
import { capabilities } from './capabilities.ts';
import { cgroupPath } from './cgroup.ts';
import { type Container, shortId } from './container.ts';
import { overlayDisk } from './disk.ts';
import { type Sandbox, sharedContainer } from './network/sandbox.ts';
import { runtimeMounts } from './runtime-mounts.ts';
import type { User } from './user.ts';

/** Kernel settings of a network namespace of its own, as docker gives them. */
const networkSysctl = {
  'net.ipv4.ip_unprivileged_port_start': '0',
  'net.ipv4.ping_group_range': '0 2147483647',
};

/** The whole config.json of a container. */
export function runtimeConfig(container: Container, user: User, sandbox: Sandbox): object {
  const { file, hostConfig, id } = container;
  const isOwnNetwork = sandbox.path !== null && sharedContainer(container) === null;
  const privileged = hostConfig.Privileged;
  return {
    ociVersion: '1.0.2-dev',
    process: runtimeProcess(container, {
      args: [file.Path, ...file.Args],
      env: mergeEnv(sandbox.environment, containerEnv(container)),
      cwd: file.Config.WorkingDir || '/',
      user,
      tty: file.Config.Tty,
    }),
    root: { path: overlayDisk.merged(container.mountId), readonly: hostConfig.ReadonlyRootfs },
    hostname: file.Config.Hostname,
    ...(file.Config.Domainname ? { domainname: file.Config.Domainname } : {}),
    mounts: runtimeMounts(container),
    linux: {
      ...(isOwnNetwork ? { sysctl: networkSysctl } : {}),
      resources: resources(container),
      cgroupsPath: cgroupPath(id),
      namespaces: namespaces(container, sandbox.path),
      maskedPaths: privileged ? [] : (hostConfig.MaskedPaths ?? []),
      readonlyPaths: privileged ? [] : (hostConfig.ReadonlyPaths ?? []),
    },
  };
}

export interface ProcessWish {
  readonly args: readonly string[];
  readonly env: readonly string[];
  readonly cwd: string;
  readonly user: User;
  readonly tty: boolean;
  readonly privileged?: boolean;
}

/** A `process` object, for the container's first process and for exec. */
export function runtimeProcess({ hostConfig }: Container, wish: ProcessWish): object {
  const bounding = capabilities({
    privileged: wish.privileged ?? hostConfig.Privileged,
    add: hostConfig.CapAdd ?? [],
    drop: hostConfig.CapDrop ?? [],
  });
  // Docker gives a user other than root no capability until it runs a program that brings some.
  const held = wish.user.uid === 0 ? bounding : [];
  return {
    terminal: wish.tty,
    user: wish.user,
    args: wish.args,
    env: wish.env,
    cwd: wish.cwd,
    capabilities: { bounding, effective: held, permitted: held },
    noNewPrivileges: (hostConfig.SecurityOpt ?? []).some((option) =>
      /^no-new-privileges(?:[:=]true)?$/.test(option),
    ),
    oomScoreAdj: hostConfig.OomScoreAdj,
  };
}

/** Environment in docker's order: PATH, HOSTNAME, TERM, then the image's and the person's. */
export function containerEnv({ file }: Container, tty = file.Config.Tty): string[] {
  const { Config: config } = file;
  const base = [defaultPath, `HOSTNAME=${config.Hostname}`];
  return mergeEnv(tty ? [...base, 'TERM=xterm'] : base, config.Env);
}

const defaultPath = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Later settings replace earlier ones in place; a name without "=" removes. */
export function mergeEnv(base: readonly string[], more: readonly string[]): string[] {
  const name = (setting: string): string => setting.split('=', 1)[0] ?? '';
  const merged = new Map(base.map((setting) => [name(setting), setting]));
  for (const setting of more) {
    if (setting.includes('=')) merged.set(name(setting), setting);
    else merged.delete(setting);
  }
  return [...merged.values()];
}

function namespaces({ hostConfig }: Container, network: string | null): object[] {
  const own: [type: string, isShared: boolean][] = [
    ['mount', false],
    ['uts', hostConfig.UTSMode === 'host'],
    ['pid', hostConfig.PidMode === 'host'],
    ['ipc', hostConfig.IpcMode === 'host'],
    ['cgroup', hostConfig.Privileged],
  ];
  return [
    ...own.filter(([, isShared]) => !isShared).map(([type]) => ({ type })),
    ...(network === null ? [] : [{ type: 'network', path: network }]),
  ];
}

function resources({ hostConfig }: Container): object {
  const { Memory: memory, MemorySwap: swap, NanoCpus: cpus, PidsLimit: pids } = hostConfig;
  return {
    devices: hostConfig.Privileged ? [{ allow: true, access: 'rwm' }] : deviceRules,
    ...(memory > 0 ? { memory: { limit: memory, swap: swap === 0 ? memory * 2 : swap } } : {}),
    ...(cpus > 0 ? { cpu: { period: 100_000, quota: Math.round(cpus / 10_000) } } : {}),
    ...(pids !== null && pids > 0 ? { pids: { limit: pids } } : {}),
  };
}

const device = (allow: boolean, major: number, minor: number): object => ({
  allow,
  type: 'c',
  major,
  minor,
  access: 'rwm',
});

const deviceRules = [
  { allow: false, access: 'rwm' },
  device(true, 1, 5),
  device(true, 1, 3),
  device(true, 1, 9),
  device(true, 1, 8),
  device(true, 5, 0),
  device(true, 5, 1),
  device(false, 10, 229),
];

/** Default host name of a container: the beginning of its id. */
export function defaultHostname(id: string): string {
  return shortId(id);
}
