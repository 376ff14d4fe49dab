// A container as `docker inspect` shows it: its file, and what the engine knows around it. Fields left out are zero.
import { type Container, containerStatus } from './container.ts';
import { overlayDisk } from './disk.ts';
import { execsOf } from './exec.ts';
import type { EngineState } from './state.ts';
import { directorySize } from './usage.ts';

/** `size` counts the container's files, which takes a walk through them. */
export async function inspectContainer(
  engine: EngineState,
  container: Container,
  size: boolean,
): Promise<object> {
  const { id, file, hostConfig } = container;
  const { Health: health, ...state } = file.State;
  const execs = state.Running ? await execsOf(engine, container) : [];
  return {
    Id: id,
    Created: file.Created,
    Path: file.Path,
    Args: file.Args,
    State: { ...state, ...(health ? { Health: health } : {}), Status: containerStatus(container) },
    Image: file.Image,
    ResolvConfPath: file.ResolvConfPath,
    HostnamePath: file.HostnamePath,
    HostsPath: file.HostsPath,
    LogPath: file.LogPath,
    Name: file.Name,
    RestartCount: file.RestartCount,
    Driver: file.Driver,
    Platform: 'linux',
    ExecIDs: execs.length > 0 ? execs : null,
    HostConfig: hostConfig,
    GraphDriver: { Name: file.Driver, Data: await layerDirectories(engine, container) },
    Mounts: Object.values(file.MountPoints).map((point) => ({ ...point, Mode: point.Relabel })),
    Config: file.Config,
    NetworkSettings: networkSettings(container),
    ...(size ? await sizes(engine, container) : {}),
  };
}

async function layerDirectories(
  engine: EngineState,
  { mountId, file }: Container,
): Promise<Readonly<Record<string, string>>> {
  const image = await engine.images.get(file.Image);
  const layers = image ? await engine.images.layers.stack(image.chain.at(-1) ?? null) : [];
  const lower = [`${mountId}-init`, ...layers.map(({ cacheId }) => cacheId)];
  return {
    LowerDir: lower.map(overlayDisk.diff).join(':'),
    MergedDir: overlayDisk.merged(mountId),
    UpperDir: overlayDisk.diff(mountId),
    WorkDir: overlayDisk.work(mountId),
  };
}

/** What the container's own file says of its networks; the default bridge's endpoint is told once more on top. */
function networkSettings({ file }: Container): object {
  const { Networks: networks } = file.NetworkSettings;
  return { ...networks['bridge'], ...file.NetworkSettings };
}

async function sizes(
  engine: EngineState,
  container: Container,
): Promise<{ SizeRw: number; SizeRootFs: number }> {
  const own = await directorySize(engine.agent, overlayDisk.diff(container.mountId));
  const image = await engine.images.get(container.file.Image);
  return { SizeRw: own, SizeRootFs: own + (image ? await engine.images.size(image) : 0) };
}
