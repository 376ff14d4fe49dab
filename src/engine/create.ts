// docker create: an image and a wish become a container on the disk; nothing runs yet.
import type { ImageConfig, RunConfig } from '../oci/image-config.ts';
import type { DockerConfig } from '../oci/run-config.ts';
import { zeroTime } from './clock.ts';
import type { Container, ContainerConfig, ContainerFile } from './container.ts';
import { hostConfigOperations, saveOperations } from './container-store.ts';
import { containerDisk } from './disk.ts';
import type { EngineState } from './state.ts';
import { EngineError } from './error.ts';
import { prepareRootfs } from './first-mount.ts';
import { settledHostConfig } from './host-config-settled.ts';
import type { HostConfig } from './host-config.ts';
import { makeDirectory, runAll, tryAll } from './file.ts';
import type { Image } from './image-store.ts';
import { takeName } from './container-name.ts';
import { checkName } from './name.ts';
import type { EndpointWish, NetworkSettings } from './network/endpoint.ts';
import { resolveNetworking } from './network/wish.ts';
import { anonymousVolumes, createVolumes, plannedMounts } from './volume/mount-points.ts';
import { removeVolume } from './volume/remove.ts';
import { randomId, randomLink } from './random.ts';
import { createRootfs, removeRootfs } from './rootfs.ts';
import { defaultHostname } from './runtime-config.ts';

export interface CreateWish {
  /** null for a random name. */
  readonly name: string | null;
  readonly config: ContainerConfig;
  readonly hostConfig: HostConfig;
  /** How it is to be connected, by network. */
  readonly endpoints?: Readonly<Record<string, EndpointWish>>;
  /** Its start is part of the same request, as of `docker run`. */
  readonly runs?: boolean;
}

/** Makes a container. Its image must be present; a build from scratch has none. */
export async function createContainer(engine: EngineState, wish: CreateWish): Promise<Container> {
  checkWorkingDir(wish.config);
  const settled = await settledHostConfig(engine, wish.config, wish.hostConfig);
  const { Image: named } = wish.config;
  const image = named === '' ? null : await engine.images.resolve(named);
  const config = image ? withImageDefaults(wish.config, image.config) : wish.config;
  const points = await plannedMounts(engine, config, settled);
  const command = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
  if (command.length === 0) throw new EngineError('invalid', 'No command specified');
  const { settings, mode, hostname } = await resolveNetworking(engine, wish);
  const hostConfig = { ...settled, NetworkMode: mode };
  const id = randomId(engine.random);
  if (wish.runs) engine.tell({ type: 'container', action: 'asked', id, to: 'run' });
  const container = await engine.containers.naming.run(async () => {
    if (wish.name !== null) checkName(wish.name);
    const name = await takeName(engine, wish.name);
    const named = { ...config, Hostname: config.Hostname || (hostname ?? defaultHostname(id)) };
    const file = containerFile(engine, { id, name, config: named, image, command, settings });
    file.MountPoints = Object.fromEntries(points.map((point) => [point.Destination, point]));
    const mountId = randomId(engine.random);
    const made: Container = { id, file, hostConfig, mountId };
    await engine.containers.add(made);
    return made;
  });
  await makeContainer(engine, container, image);
  engine.tellContainer('create', container);
  return container;
}

/** All or nothing, but for volumes that have a name: those stay, as docker leaves them. */
async function makeContainer(
  engine: EngineState,
  container: Container,
  image: Image | null,
): Promise<void> {
  try {
    await createVolumes(engine, Object.values(container.file.MountPoints));
    await writeContainer(engine, container, image);
  } catch (error) {
    await engine.containers.forget(container);
    for (const name of anonymousVolumes(container)) await removeVolume(engine, name, true);
    throw error;
  }
}

async function writeContainer(
  engine: EngineState,
  container: Container,
  image: Image | null,
): Promise<void> {
  const { id, mountId } = container;
  const link = randomLink(engine.random);
  const initLink = randomLink(engine.random);
  const layers = await engine.images.layers.stack(image?.chain.at(-1) ?? null);
  try {
    await runAll(engine.agent, [
      ...createRootfs(id, { mountId, link, initLink }, layers),
      makeDirectory(containerDisk.directory(id), 0o710),
      makeDirectory(`${containerDisk.directory(id)}/mounts`, 0o710),
      ...hostConfigOperations(container),
      // Last: without it the directory counts as never wholly written.
      ...saveOperations(container),
    ]);
    await prepareRootfs(engine, container);
  } catch (error) {
    await tryAll(engine.agent, [
      ...removeRootfs(container, [link, initLink]),
      { op: 'remove', path: containerDisk.directory(id), recursive: true },
    ]);
    throw error;
  }
}

function checkWorkingDir({ WorkingDir: directory }: ContainerConfig): void {
  if (directory !== '' && !directory.startsWith('/')) {
    throw new EngineError(
      'invalid',
      `the working directory '${directory}' is invalid, it needs to be an absolute path`,
    );
  }
}

/** The image's say where the person gave none. */
function withImageDefaults(
  config: ContainerConfig,
  { run: image, docker }: ImageConfig,
): ContainerConfig {
  const entrypoint = config.Entrypoint ?? [];
  const clearsEntrypoint = entrypoint.length === 1 && entrypoint[0] === '';
  const own = entrypoint.length > 0;
  const chosen = clearsEntrypoint ? null : own ? entrypoint : orNull(image.entrypoint);
  const cmd = config.Cmd ?? [];
  const envNames = new Set(config.Env.map((setting) => setting.split('=', 1)[0]));
  return {
    ...config,
    User: config.User || image.user,
    WorkingDir: config.WorkingDir || image.workingDir,
    Entrypoint: chosen,
    Cmd: cmd.length > 0 ? cmd : own ? null : orNull(image.cmd),
    Env: [
      ...config.Env,
      ...image.env.filter((setting) => !envNames.has(setting.split('=', 1)[0] ?? '')),
    ],
    Labels: { ...image.labels, ...config.Labels },
    ...withExposedPorts(config, image),
    Volumes: withVolumes(config, image),
    ...(image.stopSignal && !config.StopSignal ? { StopSignal: image.stopSignal } : {}),
    ...withHealthcheck(config, docker),
  };
}

function withExposedPorts(
  { ExposedPorts: own }: ContainerConfig,
  { exposedPorts }: RunConfig,
): Pick<ContainerConfig, 'ExposedPorts'> {
  const ports = { ...Object.fromEntries(exposedPorts.map((port) => [port, {}])), ...own };
  return Object.keys(ports).length > 0 ? { ExposedPorts: ports } : {};
}

function withHealthcheck(
  { Healthcheck: own }: ContainerConfig,
  { Healthcheck: image }: DockerConfig,
): Pick<ContainerConfig, 'Healthcheck'> {
  return own || image ? { Healthcheck: { ...image, ...own } } : {};
}

function withVolumes(
  { Volumes: own }: ContainerConfig,
  image: RunConfig,
): ContainerConfig['Volumes'] {
  if (image.volumes.length === 0) return own;
  return { ...Object.fromEntries(image.volumes.map((path) => [path, {}])), ...own };
}

function orNull(list: readonly string[]): readonly string[] | null {
  return list.length > 0 ? list : null;
}

interface Chosen {
  readonly id: string;
  readonly name: string;
  readonly config: ContainerConfig;
  readonly image: Image | null;
  readonly command: readonly string[];
  readonly settings: NetworkSettings;
}

function containerFile(
  engine: EngineState,
  { id, name, config, image, command, settings }: Chosen,
): ContainerFile {
  return {
    State: {
      Running: false,
      Paused: false,
      Restarting: false,
      OOMKilled: false,
      RemovalInProgress: false,
      Dead: false,
      Pid: 0,
      ExitCode: 0,
      Error: '',
      StartedAt: zeroTime,
      FinishedAt: zeroTime,
      Health: null,
    },
    ID: id,
    Created: engine.now(),
    Path: command[0] ?? '',
    Args: command.slice(1),
    Config: config,
    Image: image?.id ?? '',
    Name: `/${name}`,
    Driver: 'overlay2',
    // These are told from the first start on.
    LogPath: '',
    RestartCount: 0,
    HasBeenStartedBefore: false,
    HasBeenManuallyStopped: false,
    HostnamePath: '',
    HostsPath: '',
    ResolvConfPath: '',
    NetworkSettings: settings,
    MountPoints: {},
  };
}
