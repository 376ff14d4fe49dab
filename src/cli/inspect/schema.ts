// The types of docker's API (20.10) as Go declares them: their order is that of `docker inspect`, their names are those of its templates.
import { containerTypes } from './container-types.ts';
import { formatGoTime } from '../date.ts';
import { formatGoDuration } from '../go-duration.ts';
import { declareTypes } from '../template/declare.ts';
import type { Type } from '../template/type.ts';

const given: readonly Type[] = [
  { kind: 'string', name: 'time.Time', format: (time) => formatGoTime((time ?? '') as string) },
  {
    kind: 'int',
    name: 'time.Duration',
    format: (nanoseconds) => formatGoDuration((nanoseconds ?? 0) as number),
  },
];

const types = declareTypes(
  `
${containerTypes}
types.ImageInspect {
  ID string "Id"
  RepoTags []string
  RepoDigests []string
  Parent string
  Comment string
  Created string
  Container string
  ContainerConfig *container.Config
  DockerVersion string
  Author string
  Config *container.Config
  Architecture string
  Variant string ",omitempty"
  Os string
  OsVersion string ",omitempty"
  Size int64
  VirtualSize int64
  GraphDriver types.GraphDriverData
  RootFS types.RootFS
  Metadata types.ImageMetadata
}
types.RootFS {
  Type string
  Layers []string ",omitempty"
  BaseLayer string ",omitempty"
}
types.ImageMetadata {
  LastTagTime time.Time
}
types.NetworkResource {
  Name string
  ID string "Id"
  Created time.Time
  Scope string
  Driver string
  EnableIPv6 bool
  IPAM network.IPAM
  Internal bool
  Attachable bool
  Ingress bool
  ConfigFrom network.ConfigReference
  ConfigOnly bool
  Containers map[string]types.EndpointResource
  Options map[string]string
  Labels map[string]string
}
network.IPAM {
  Driver string
  Options map[string]string
  Config []network.IPAMConfig
}
network.IPAMConfig {
  Subnet string ",omitempty"
  IPRange string ",omitempty"
  Gateway string ",omitempty"
  AuxAddress map[string]string "AuxiliaryAddresses,omitempty"
}
network.ConfigReference {
  Network string
}
types.EndpointResource {
  Name string
  EndpointID string
  MacAddress string
  IPv4Address string
  IPv6Address string
}
types.Volume {
  CreatedAt string ",omitempty"
  Driver string
  Labels map[string]string
  Mountpoint string
  Name string
  Options map[string]string
  Scope string
  Status map[string]any ",omitempty"
  UsageData *types.VolumeUsageData ",omitempty"
}
types.VolumeUsageData {
  RefCount int64
  Size int64
}
`,
  given,
);

/** The type of that name; a name that was not declared is a mistake of ours. */
export function apiType(name: string): Type {
  const type = types.get(name);
  if (!type) throw new Error(`Unknown type: ${name}`);
  return type;
}
