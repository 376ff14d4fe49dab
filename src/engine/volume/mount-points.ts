// Everything that is to be mounted into a new container: --volumes-from, -v, --mount, and the image's own volumes.
import type { Container, ContainerConfig } from '../container.ts';
import { EngineError } from '../error.ts';
import type { HostConfig } from '../host-config.ts';
import type { MountPoint } from '../mount-point.ts';
import { randomId } from '../random.ts';
import type { EngineState } from '../state.ts';
import { createVolume } from './create.ts';
import { volumeDisk } from './disk.ts';
import { cleanPath, mountPoint, parseBind, parseVolumesFrom, pathFault } from './mount-spec.ts';

type Points = Map<string, MountPoint>;

/** Checks all wishes; nothing is made yet. Volumes without a name get a random one. */
export async function plannedMounts(
  engine: EngineState,
  config: ContainerConfig,
  hostConfig: HostConfig,
): Promise<MountPoint[]> {
  const inherited: Points = new Map();
  const froms = (hostConfig.VolumesFrom ?? []).map(parseVolumesFrom);
  for (const { container, readOnly } of froms) {
    const from = await engine.containers.resolve(container);
    for (const point of Object.values(from.file.MountPoints)) {
      inherited.set(point.Destination, inherit(point, readOnly));
    }
  }
  const tmpfs = Object.keys(hostConfig.Tmpfs ?? {});
  for (const path of tmpfs) checkTmpfs(path);
  const own = ownMounts(hostConfig, new Set(tmpfs));
  await checkSources(engine, own);
  const points: Points = new Map([...inherited, ...own]);
  for (const path of Object.keys(config.Volumes ?? {})) {
    const point = volumePoint(path);
    if (!points.has(point.Destination) && !tmpfs.includes(point.Destination)) {
      points.set(point.Destination, point);
    }
  }
  return [...points.values()].map((point) => named(engine, point));
}

/** A volume that has only its place. A path that is not absolute is taken as it is: the runtime counts it from the root. */
function volumePoint(path: string): MountPoint {
  const point = mountPoint({ Type: 'volume', Target: '/x' });
  const Spec = { Type: 'volume' } as const;
  return { ...point, Destination: cleanPath(path), SkipMountpointCreation: false, Spec };
}

/** Makes the volumes that do not exist yet; docker's sentence where one has another driver. */
export async function createVolumes(
  engine: EngineState,
  points: readonly MountPoint[],
): Promise<void> {
  for (const { Type: type, Name: name, Driver: driver, Spec: spec } of points) {
    if (type !== 'volume') continue;
    await createVolume(engine, {
      name,
      driver,
      labels: spec.VolumeOptions?.Labels ?? null,
      options: spec.VolumeOptions?.DriverConfig?.Options ?? null,
    });
  }
}

/** Names of the volumes that a container has and nobody named: they may go with it. */
export function anonymousVolumes({ file }: Container): string[] {
  return Object.values(file.MountPoints)
    .filter(({ Type: type, Spec: spec }) => type === 'volume' && !spec.Source)
    .map(({ Name: name }) => name);
}

function ownMounts(hostConfig: HostConfig, tmpfs: ReadonlySet<string>): Points {
  const own: Points = new Map();
  const binds = (hostConfig.Binds ?? []).map((bind) => parseBind(bind, hostConfig.VolumeDriver));
  const specs = (hostConfig.Mounts ?? []).map(mountPoint);
  for (const point of [...binds, ...specs]) {
    if (own.has(point.Destination) || tmpfs.has(point.Destination)) {
      throw new EngineError('invalid', `Duplicate mount point: ${point.Destination}`);
    }
    own.set(point.Destination, point);
  }
  return own;
}

function inherit(point: MountPoint, readOnly: boolean): MountPoint {
  return { ...point, Relabel: '', RW: point.RW && !readOnly, CopyData: false };
}

function named(engine: EngineState, point: MountPoint): MountPoint {
  if (point.Type !== 'volume') return point;
  const name = point.Name || randomId(engine.random);
  return { ...point, Name: name, Source: volumeDisk.content(name) };
}

/** A --mount of a path needs the path; -v makes it at the start. */
async function checkSources(engine: EngineState, points: Points): Promise<void> {
  const binds = [...points.values()].filter(
    ({ Type: type, SkipMountpointCreation: strict }) => type === 'bind' && strict,
  );
  const results = await engine.agent.batch(
    binds.map(({ Source: path }) => ({ op: 'stat', path }) as const),
    { keepGoing: true },
  );
  const missing = binds.find((_, index) => !results[index]?.ok);
  if (!missing) return;
  throw new EngineError(
    'invalid',
    `invalid mount config for type "bind": bind source path does not exist: ${missing.Source}`,
  );
}

function checkTmpfs(path: string): void {
  const fault = path === '/' ? `invalid specification: destination can't be '/'` : pathFault(path);
  if (fault !== null) throw new EngineError('invalid', fault);
}
