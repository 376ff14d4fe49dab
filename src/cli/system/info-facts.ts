// What `docker info` tells, as docker's own types have it, and as it is in this machine.
import { type Container, containerStatus } from '../../engine/container.ts';
import { dockerRoot } from '../../engine/disk.ts';
import type { Engine } from '../../engine/engine.ts';
import { engineVersion } from '../../engine/platform.ts';
import { type SystemFacts, systemFacts } from '../../engine/system.ts';
import { declareTypes } from '../template/declare.ts';
import type { Type, Value } from '../template/type.ts';

const types = declareTypes(`
registry.IndexInfo {
  Name string
  Mirrors []string
  Secure bool
  Official bool
}
registry.ServiceConfig {
  AllowNondistributableArtifactsCIDRs []string
  AllowNondistributableArtifactsHostnames []string
  InsecureRegistryCIDRs []string "InsecureRegistryCIDRs"
  IndexConfigs map[string]registry.IndexInfo
  Mirrors []string
}
types.PluginsInfo {
  Volume []string
  Network []string
  Authorization []string
  Log []string
}
types.Runtime {
  Path string "path"
  Args []string "runtimeArgs,omitempty"
}
swarm.Info {
  NodeID string
  NodeAddr string
  LocalNodeState string
  ControlAvailable bool
  Error string
  RemoteManagers []string
}
types.Info {
  ID string
  Containers int
  ContainersRunning int
  ContainersPaused int
  ContainersStopped int
  Images int
  Driver string
  DriverStatus [][]string
  Plugins types.PluginsInfo
  MemoryLimit bool
  SwapLimit bool
  CPUCfsPeriod bool "CpuCfsPeriod"
  CPUCfsQuota bool "CpuCfsQuota"
  CPUShares bool
  CPUSet bool
  PidsLimit bool
  IPv4Forwarding bool
  Debug bool
  OomKillDisable bool
  SystemTime string
  LoggingDriver string
  CgroupDriver string
  CgroupVersion string ",omitempty"
  KernelVersion string
  OperatingSystem string
  OSVersion string
  OSType string
  Architecture string
  IndexServerAddress string
  RegistryConfig *registry.ServiceConfig
  NCPU int
  MemTotal int64
  DockerRootDir string
  HTTPProxy string "HttpProxy"
  HTTPSProxy string "HttpsProxy"
  NoProxy string
  Name string
  Labels []string
  ExperimentalBuild bool
  ServerVersion string
  Runtimes map[string]types.Runtime
  DefaultRuntime string
  Swarm swarm.Info
  LiveRestoreEnabled bool
  Isolation string
  InitBinary string
  SecurityOptions []string
  Warnings []string
}
system.clientInfo {
  Debug bool
  Context string
  Plugins []string
  Warnings []string
}
system.info {
  *types.Info
  ServerErrors []string ",omitempty"
  ClientInfo *system.clientInfo ",omitempty"
}
`);

export async function infoFacts(engine: Engine): Promise<Value> {
  const containers = await engine.containers.list();
  const facts = await systemFacts(engine);
  return {
    type: types.get('system.info') as Type,
    data: {
      ...counts(containers),
      ...machine(facts),
      Images: (await engine.images.list()).length,
      SystemTime: engine.now(),
      ClientInfo: { Context: 'default', Plugins: [] },
    },
  };
}

const registries = {
  AllowNondistributableArtifactsCIDRs: [],
  AllowNondistributableArtifactsHostnames: [],
  InsecureRegistryCIDRs: ['127.0.0.0/8'],
  IndexConfigs: { 'docker.io': { Name: 'docker.io', Mirrors: [], Secure: true, Official: true } },
  Mirrors: [],
};

function counts(containers: readonly Container[]): object {
  const states = containers.map(containerStatus);
  const count = (...wanted: string[]): number =>
    states.filter((each) => wanted.includes(each)).length;
  return {
    Containers: containers.length,
    ContainersRunning: count('running', 'restarting'),
    ContainersPaused: count('paused'),
    ContainersStopped: count('created', 'exited', 'dead', 'removing'),
  };
}

function machine(facts: SystemFacts): object {
  return {
    Driver: 'overlay2',
    DriverStatus: [
      ['Backing Filesystem', facts.backing],
      ['Supports d_type', 'true'],
      ['Native Overlay Diff', 'true'],
      ['userxattr', 'false'],
    ],
    Plugins: { Volume: ['local'], Network: ['bridge', 'host', 'null'], Log: ['json-file'] },
    MemoryLimit: true,
    CpuCfsPeriod: true,
    CpuCfsQuota: true,
    CPUShares: true,
    PidsLimit: true,
    SwapLimit: true,
    IPv4Forwarding: true,
    IndexServerAddress: 'https://index.docker.io/v1/',
    RegistryConfig: registries,
    LoggingDriver: 'json-file',
    CgroupDriver: 'cgroupfs',
    CgroupVersion: '2',
    KernelVersion: facts.kernel,
    OperatingSystem: facts.os,
    OSType: 'linux',
    Architecture: 'i686',
    NCPU: facts.processors,
    MemTotal: facts.memory,
    DockerRootDir: dockerRoot,
    Name: facts.hostname,
    Labels: [],
    ServerVersion: engineVersion,
    Runtimes: { crun: { path: 'crun' } },
    DefaultRuntime: 'crun',
    Swarm: { LocalNodeState: 'inactive' },
    LiveRestoreEnabled: true,
    SecurityOptions: ['name=seccomp,profile=default', 'name=cgroupns'],
  };
}
