/**
 * A container as the engine keeps it: the contents of config.v2.json and hostconfig.json under docker's own field
 * names, so that the disk, `docker inspect` and the code speak of the same things.
 */
import type { Digest } from '../oci/digest.ts';
import { zeroTime } from './clock.ts';
import type { HostConfig } from './host-config.ts';
import type { MountPoint } from './mount-point.ts';
import type { NetworkSettings } from './network/endpoint.ts';

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
  Health: Health | null;
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
  Healthcheck?: Healthcheck;
  /** By "80/tcp". */
  ExposedPorts?: Readonly<Record<string, object>>;
  MacAddress?: string;
}

/** How a container's health is probed; times in nanoseconds, 0 for docker's own. */
export interface Healthcheck {
  /** ["CMD", program, argument …], ["CMD-SHELL", line] or ["NONE"]. */
  readonly Test?: readonly string[];
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly Retries?: number;
}

/** What the probes have found. */
export interface Health {
  Status: 'starting' | 'healthy' | 'unhealthy';
  FailingStreak: number;
  /** The last five, oldest first. */
  Log: readonly HealthResult[];
}

export interface HealthResult {
  readonly Start: string;
  readonly End: string;
  readonly ExitCode: number;
  readonly Output: string;
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
  /** '' for none: a build from scratch. */
  Image: Digest | '';
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
  NetworkSettings: NetworkSettings;
  /** By destination. */
  MountPoints: Readonly<Record<string, MountPoint>>;
}

export interface Container {
  readonly id: string;
  readonly file: ContainerFile;
  /** Replaced as a whole by `docker update`. */
  hostConfig: HostConfig;
  /** Name of its directory in overlay2. */
  readonly mountId: string;
}

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
