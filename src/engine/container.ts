/**
 * A container as the engine keeps it: the contents of config.v2.json and hostconfig.json under docker's own field
 * names, so that the disk, `docker inspect` and the code speak of the same things.
 */
import type { Digest } from '../oci/digest.ts';
import { zeroTime } from './clock.ts';

export interface ContainerState {
  Running: boolean;
  Paused: boolean;
  Restarting: boolean;
  OOMKilled: boolean;
  RemovalInProgress: boolean;
  Dead: boolean;
  /** Host pid of the first process; 0 when it does not run. */
  Pid: number;
  ExitCode: number;
  Error: string;
  StartedAt: string;
  FinishedAt: string;
}

export interface ContainerConfig {
  Hostname: string;
  Domainname: string;
  User: string;
  AttachStdin: boolean;
  AttachStdout: boolean;
  AttachStderr: boolean;
  Tty: boolean;
  OpenStdin: boolean;
  StdinOnce: boolean;
  /** "NAME=value". */
  Env: readonly string[];
  Cmd: readonly string[] | null;
  /** As the person named it. */
  Image: string;
  Volumes: Readonly<Record<string, object>> | null;
  WorkingDir: string;
  Entrypoint: readonly string[] | null;
  Labels: Readonly<Record<string, string>>;
  StopSignal?: string;
  /** Seconds. */
  StopTimeout?: number;
}

export interface HostConfig {
  /** "/source:/target[:ro]". */
  Binds: readonly string[] | null;
  /** "default" (bridge), "none" or "host". */
  NetworkMode: string;
  AutoRemove: boolean;
  RestartPolicy: { readonly Name: string; readonly MaximumRetryCount: number };
  CapAdd: readonly string[] | null;
  CapDrop: readonly string[] | null;
  Privileged: boolean;
  ReadonlyRootfs: boolean;
  SecurityOpt: readonly string[] | null;
  /** "host" or "". */
  PidMode: string;
  UTSMode: string;
  IpcMode: string;
  /** Mount options by path. */
  Tmpfs: Readonly<Record<string, string>> | null;
  /** Bytes. */
  ShmSize: number;
  Memory: number;
  MemorySwap: number;
  NanoCpus: number;
  CpuShares: number;
  PidsLimit: number | null;
  Dns: readonly string[];
  ExtraHosts: readonly string[] | null;
  OomScoreAdj: number;
}

/** What config.v2.json holds. */
export interface ContainerFile {
  State: ContainerState;
  ID: string;
  Created: string;
  /** The program and its arguments: entrypoint and command together. */
  Path: string;
  Args: readonly string[];
  Config: ContainerConfig;
  Image: Digest;
  /** With a leading slash. */
  Name: string;
  Driver: 'overlay2';
  LogPath: string;
  RestartCount: number;
  HasBeenStartedBefore: boolean;
  HasBeenManuallyStopped: boolean;
  HostnamePath: string;
  HostsPath: string;
  ResolvConfPath: string;
}

export interface Container {
  readonly id: string;
  readonly file: ContainerFile;
  readonly hostConfig: HostConfig;
  /** Name of its directory in overlay2. */
  readonly mountId: string;
}

export const defaultShmSize = 64 * 1024 * 1024;

export const defaultHostConfig: HostConfig = {
  Binds: null,
  NetworkMode: 'default',
  AutoRemove: false,
  RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
  CapAdd: null,
  CapDrop: null,
  Privileged: false,
  ReadonlyRootfs: false,
  SecurityOpt: null,
  PidMode: '',
  UTSMode: '',
  IpcMode: 'private',
  Tmpfs: null,
  ShmSize: defaultShmSize,
  Memory: 0,
  MemorySwap: 0,
  NanoCpus: 0,
  CpuShares: 0,
  PidsLimit: null,
  Dns: [],
  ExtraHosts: null,
  OomScoreAdj: 0,
};

/** Without the slash that docker stores in front. */
export function containerName(container: Container): string {
  return container.file.Name.slice(1);
}

export function shortId(id: string): string {
  return id.slice(0, 12);
}

/** The word for a container's state that `docker ps --filter status=` takes. */
export function containerStatus({ file }: Container): ContainerStatus {
  const { State: state } = file;
  if (state.Running) return state.Paused ? 'paused' : state.Restarting ? 'restarting' : 'running';
  if (state.RemovalInProgress) return 'removing';
  if (state.Dead) return 'dead';
  return state.StartedAt === zeroTime ? 'created' : 'exited';
}

export type ContainerStatus =
  'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
