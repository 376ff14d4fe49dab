// The bundle's config.json: how docker asks an OCI runtime for a container (OCI runtime-spec config.md, config-linux.md).
import { capabilities } from './capabilities.ts';
import { cgroupPath } from './cgroup.ts';
import { type Container, type ContainerConfig, shortId } from './container.ts';
import { deviceRules, type RuntimeDevice } from './devices.ts';
import { overlayDisk } from './disk.ts';
import { type Sandbox, sharedContainer } from './network/sandbox.ts';
import type { Ulimit } from './host-config.ts';
import type { Joined } from './joined.ts';
import { runtimeResources } from './resources.ts';
import { initPath, runtimeMounts } from './runtime-mounts.ts';
import { seccompPart } from './seccomp.ts';
import { parseSecurity } from './security.ts';
import type { User } from './user.ts';

/** Kernel settings of a network namespace of its own, as docker gives them. */
const networkSysctl = {
  'net.ipv4.ip_unprivileged_port_start': '0',
  'net.ipv4.ping_group_range': '0 2147483647',
};

/** What a start finds out in the guest. */
export interface Surroundings {
  readonly user: User;
  readonly joined: Joined;
  readonly devices: readonly RuntimeDevice[];
  readonly sandbox: Sandbox;
}

/** The whole config.json of a container. */
export function runtimeConfig(container: Container, surroundings: Surroundings): object {
  const { file, hostConfig, id } = container;
  const { user, joined, devices, sandbox } = surroundings;
  const isOwnNetwork = sandbox.path !== null && sharedContainer(container) === null;
  const command = [file.Path, ...file.Args];
  const seccomp = seccompPart(hostConfig);
  return {
    ociVersion: '1.0.2-dev',
    annotations: seccomp.annotations,
    process: {
      ...runtimeProcess(container, {
        args: hostConfig.Init ? [initPath, '--', ...command] : command,
        env: mergeEnv(sandbox.environment, containerEnv(container)),
        cwd: file.Config.WorkingDir || '/',
        user,
        tty: file.Config.Tty,
      }),
      rlimits: runtimeLimits(hostConfig.Ulimits ?? []),
    },
    root: { path: overlayDisk.merged(container.mountId), readonly: hostConfig.ReadonlyRootfs },
    ...(hostConfig.UTSMode === 'host' ? {} : hostNames(file.Config)),
    mounts: runtimeMounts(container, joined),
    linux: {
      sysctl: {
        ...(isOwnNetwork ? networkSysctl : {}),
        ...hostConfig.Sysctls,
      },
      resources: {
        devices: deviceRules(hostConfig, devices),
        ...runtimeResources(hostConfig),
      },
      ...(devices.length > 0 ? { devices } : {}),
      ...seccomp.linux,
      cgroupsPath: cgroupPath(id),
      namespaces: namespaces(container, surroundings),
      maskedPaths: hostConfig.MaskedPaths ?? [],
      readonlyPaths: hostConfig.ReadonlyPaths ?? [],
    },
  };
}

function hostNames({ Hostname: hostname, Domainname: domainname }: ContainerConfig): object {
  return { hostname, ...(domainname ? { domainname } : {}) };
}

function runtimeLimits(limits: readonly Ulimit[]): object[] {
  return limits.map(({ Name: name, Hard: hard, Soft: soft }) => ({
    type: `RLIMIT_${name.toUpperCase()}`,
    hard,
    soft,
  }));
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
  const { home, ...user } = wish.user;
  const held = user.uid === 0 ? bounding : [];
  return {
    terminal: wish.tty,
    user,
    args: wish.args,
    env: hasHome(wish.env) ? wish.env : [...wish.env, `HOME=${home}`],
    cwd: wish.cwd,
    capabilities: { bounding, effective: held, permitted: held },
    noNewPrivileges: parseSecurity(hostConfig.SecurityOpt ?? []).noNewPrivileges,
    oomScoreAdj: hostConfig.OomScoreAdj,
  };
}

/** An empty value counts as none, as for runc. */
function hasHome(env: readonly string[]): boolean {
  return env.some((setting) => /^HOME=./.test(setting));
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

function namespaces({ hostConfig }: Container, { joined, sandbox }: Surroundings): object[] {
  const own: [type: string, isShared: boolean, path?: string | null][] = [
    ['mount', false],
    ['network', sandbox.path === null, sandbox.path],
    ['uts', hostConfig.UTSMode === 'host'],
    ['pid', hostConfig.PidMode === 'host', joined.pid],
    ['ipc', hostConfig.IpcMode === 'host', joined.ipc],
    ['cgroup', hostConfig.CgroupnsMode === 'host'],
  ];
  return own
    .filter(([, isShared]) => !isShared)
    .map(([type, , path]) => (path ? { type, path } : { type }));
}

/** Default host name of a container: the beginning of its id. */
export function defaultHostname(id: string): string {
  return shortId(id);
}
