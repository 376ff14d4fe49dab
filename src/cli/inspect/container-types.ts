// What docker's API tells of containers, as Go declares it. Data only.
export const containerTypes = `
struct{} {
}
nat.Port = string
nat.PortSet = map[nat.Port]struct{}
nat.PortMap = map[nat.Port][]nat.PortBinding
strslice.StrSlice = []string
container.NetworkMode = string
container.IpcMode = string
container.PidMode = string
container.UTSMode = string
container.UsernsMode = string
container.CgroupnsMode = string
container.CgroupSpec = string
container.Isolation = string
mount.Type = string
mount.Propagation = string
mount.Consistency = string

nat.PortBinding {
  HostIP string "HostIp"
  HostPort string
}
types.ContainerJSON {
  *types.ContainerJSONBase
  Mounts []types.MountPoint
  Config *container.Config
  NetworkSettings *types.NetworkSettings
}
types.ContainerJSONBase {
  ID string "Id"
  Created string
  Path string
  Args []string
  State *types.ContainerState
  Image string
  ResolvConfPath string
  HostnamePath string
  HostsPath string
  LogPath string
  Node *struct{} ",omitempty"
  Name string
  RestartCount int
  Driver string
  Platform string
  MountLabel string
  ProcessLabel string
  AppArmorProfile string
  ExecIDs []string
  HostConfig *container.HostConfig
  GraphDriver types.GraphDriverData
  SizeRw *int64 ",omitempty"
  SizeRootFs *int64 ",omitempty"
}
types.ContainerState {
  Status string
  Running bool
  Paused bool
  Restarting bool
  OOMKilled bool
  Dead bool
  Pid int
  ExitCode int
  Error string
  StartedAt string
  FinishedAt string
  Health *types.Health ",omitempty"
}
types.Health {
  Status string
  FailingStreak int
  Log []*types.HealthcheckResult
}
types.HealthcheckResult {
  Start time.Time
  End time.Time
  ExitCode int
  Output string
}
types.GraphDriverData {
  Data map[string]string
  Name string
}
types.MountPoint {
  Type mount.Type ",omitempty"
  Name string ",omitempty"
  Source string
  Destination string
  Driver string ",omitempty"
  Mode string
  RW bool
  Propagation mount.Propagation
}
container.Config {
  Hostname string
  Domainname string
  User string
  AttachStdin bool
  AttachStdout bool
  AttachStderr bool
  ExposedPorts nat.PortSet ",omitempty"
  Tty bool
  OpenStdin bool
  StdinOnce bool
  Env []string
  Cmd strslice.StrSlice
  Healthcheck *container.HealthConfig ",omitempty"
  ArgsEscaped bool ",omitempty"
  Image string
  Volumes map[string]struct{}
  WorkingDir string
  Entrypoint strslice.StrSlice
  NetworkDisabled bool ",omitempty"
  MacAddress string ",omitempty"
  OnBuild []string
  Labels map[string]string
  StopSignal string ",omitempty"
  StopTimeout *int ",omitempty"
  Shell strslice.StrSlice ",omitempty"
}
container.HealthConfig {
  Test []string ",omitempty"
  Interval time.Duration ",omitempty"
  Timeout time.Duration ",omitempty"
  StartPeriod time.Duration ",omitempty"
  Retries int ",omitempty"
}
container.HostConfig {
  Binds []string
  ContainerIDFile string
  LogConfig container.LogConfig
  NetworkMode container.NetworkMode
  PortBindings nat.PortMap
  RestartPolicy container.RestartPolicy
  AutoRemove bool
  VolumeDriver string
  VolumesFrom []string
  CapAdd strslice.StrSlice
  CapDrop strslice.StrSlice
  CgroupnsMode container.CgroupnsMode
  DNS []string "Dns"
  DNSOptions []string "DnsOptions"
  DNSSearch []string "DnsSearch"
  ExtraHosts []string
  GroupAdd []string
  IpcMode container.IpcMode
  Cgroup container.CgroupSpec
  Links []string
  OomScoreAdj int
  PidMode container.PidMode
  Privileged bool
  PublishAllPorts bool
  ReadonlyRootfs bool
  SecurityOpt []string
  StorageOpt map[string]string ",omitempty"
  Tmpfs map[string]string ",omitempty"
  UTSMode container.UTSMode
  UsernsMode container.UsernsMode
  ShmSize int64
  Sysctls map[string]string ",omitempty"
  Runtime string ",omitempty"
  ConsoleSize []uint
  Isolation container.Isolation
  container.Resources
  Mounts []mount.Mount ",omitempty"
  MaskedPaths []string
  ReadonlyPaths []string
  Init *bool ",omitempty"
}
container.LogConfig {
  Type string
  Config map[string]string
}
container.RestartPolicy {
  Name string
  MaximumRetryCount int
}
container.Resources {
  CPUShares int64 "CpuShares"
  Memory int64
  NanoCPUs int64 "NanoCpus"
  CgroupParent string
  BlkioWeight uint16
  BlkioWeightDevice []*blkiodev.WeightDevice
  BlkioDeviceReadBps []*blkiodev.ThrottleDevice
  BlkioDeviceWriteBps []*blkiodev.ThrottleDevice
  BlkioDeviceReadIOps []*blkiodev.ThrottleDevice
  BlkioDeviceWriteIOps []*blkiodev.ThrottleDevice
  CPUPeriod int64 "CpuPeriod"
  CPUQuota int64 "CpuQuota"
  CPURealtimePeriod int64 "CpuRealtimePeriod"
  CPURealtimeRuntime int64 "CpuRealtimeRuntime"
  CpusetCpus string
  CpusetMems string
  Devices []container.DeviceMapping
  DeviceCgroupRules []string
  DeviceRequests []container.DeviceRequest
  KernelMemory int64
  KernelMemoryTCP int64
  MemoryReservation int64
  MemorySwap int64
  MemorySwappiness *int64
  OomKillDisable *bool
  PidsLimit *int64
  Ulimits []*units.Ulimit
  CPUCount int64 "CpuCount"
  CPUPercent int64 "CpuPercent"
  IOMaximumIOps uint64
  IOMaximumBandwidth uint64
}
blkiodev.WeightDevice {
  Path string
  Weight uint16
}
blkiodev.ThrottleDevice {
  Path string
  Rate uint64
}
container.DeviceMapping {
  PathOnHost string
  PathInContainer string
  CgroupPermissions string
}
container.DeviceRequest {
  Driver string
  Count int
  DeviceIDs []string
  Capabilities [][]string
  Options map[string]string
}
units.Ulimit {
  Name string
  Hard int64
  Soft int64
}
mount.Mount {
  Type mount.Type ",omitempty"
  Source string ",omitempty"
  Target string ",omitempty"
  ReadOnly bool ",omitempty"
  Consistency mount.Consistency ",omitempty"
  BindOptions *mount.BindOptions ",omitempty"
  VolumeOptions *mount.VolumeOptions ",omitempty"
  TmpfsOptions *mount.TmpfsOptions ",omitempty"
}
mount.BindOptions {
  Propagation mount.Propagation ",omitempty"
  NonRecursive bool ",omitempty"
}
mount.VolumeOptions {
  NoCopy bool ",omitempty"
  Labels map[string]string ",omitempty"
  DriverConfig *mount.Driver ",omitempty"
}
mount.Driver {
  Name string ",omitempty"
  Options map[string]string ",omitempty"
}
mount.TmpfsOptions {
  SizeBytes int64 ",omitempty"
  Mode uint32 ",omitempty"
}
types.NetworkSettings {
  types.NetworkSettingsBase
  types.DefaultNetworkSettings
  Networks map[string]*network.EndpointSettings
}
types.NetworkSettingsBase {
  Bridge string
  SandboxID string
  HairpinMode bool
  LinkLocalIPv6Address string
  LinkLocalIPv6PrefixLen int
  Ports nat.PortMap
  SandboxKey string
  SecondaryIPAddresses []network.Address
  SecondaryIPv6Addresses []network.Address
}
network.Address {
  Addr string
  PrefixLen int
}
types.DefaultNetworkSettings {
  EndpointID string
  Gateway string
  GlobalIPv6Address string
  GlobalIPv6PrefixLen int
  IPAddress string
  IPPrefixLen int
  IPv6Gateway string
  MacAddress string
}
network.EndpointSettings {
  IPAMConfig *network.EndpointIPAMConfig
  Links []string
  Aliases []string
  NetworkID string
  EndpointID string
  Gateway string
  IPAddress string
  IPPrefixLen int
  IPv6Gateway string
  GlobalIPv6Address string
  GlobalIPv6PrefixLen int
  MacAddress string
  DriverOpts map[string]string
}
network.EndpointIPAMConfig {
  IPv4Address string ",omitempty"
  IPv6Address string ",omitempty"
  LinkLocalIPs []string ",omitempty"
}
`;
