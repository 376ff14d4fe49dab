// What `docker version` tells, as docker's own types have it; the version told is Fishbowl's.
import type { Engine } from '../../engine/engine.ts';
import {
  apiVersion,
  engineVersion,
  followsDocker,
  oldestApiVersion,
  platform,
} from '../../engine/platform.ts';
import { systemFacts } from '../../engine/system.ts';
import { declareTypes } from '../template/declare.ts';
import type { Type, Value } from '../template/type.ts';

const types = declareTypes(`
platform {
  Name string
}
system.clientVersion {
  Platform platform ",omitempty"
  Version string
  APIVersion string "ApiVersion"
  DefaultAPIVersion string "DefaultAPIVersion,omitempty"
  GitCommit string
  GoVersion string
  Os string
  Arch string
  BuildTime string ",omitempty"
  Context string
  Experimental bool
}
types.ComponentVersion {
  Name string
  Version string
  Details map[string]string ",omitempty"
}
types.Version {
  Platform platform ",omitempty"
  Components []types.ComponentVersion ",omitempty"
  Version string
  APIVersion string "ApiVersion"
  MinAPIVersion string ",omitempty"
  GitCommit string
  GoVersion string
  Os string
  Arch string
  KernelVersion string ",omitempty"
  Experimental bool ",omitempty"
  BuildTime string ",omitempty"
}
system.versionInfo {
  Client system.clientVersion
  Server *types.Version
}
`);

const common = {
  Version: engineVersion,
  ApiVersion: apiVersion,
  Os: platform.os,
  Arch: platform.architecture,
};

/** What the engine tells of itself. */
export async function serverFacts(engine: Engine): Promise<Value> {
  const { kernel, runtime } = await systemFacts(engine);
  const details = {
    ApiVersion: apiVersion,
    Arch: platform.architecture,
    Follows: `Docker ${followsDocker}`,
    KernelVersion: kernel,
    Os: platform.os,
  };
  return {
    type: types.get('types.Version') as Type,
    data: {
      ...common,
      Platform: { Name: 'Fishbowl (the engine of this browser tab; not Docker Engine)' },
      Components: [
        { Name: 'Engine', Version: engineVersion, Details: details },
        { Name: 'crun', Version: runtime },
      ],
      MinAPIVersion: oldestApiVersion,
      KernelVersion: kernel,
    },
  };
}

/** What the client tells of itself and of the engine. */
export async function versionFacts(engine: Engine): Promise<Value> {
  const { data: server } = await serverFacts(engine);
  return {
    type: types.get('system.versionInfo') as Type,
    data: {
      Client: {
        ...common,
        Platform: { Name: "Fishbowl (a small client in this machine; not Docker's)" },
        DefaultAPIVersion: apiVersion,
        Context: 'default',
        Experimental: true,
      },
      Server: server,
    },
  };
}
