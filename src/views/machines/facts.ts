import { layerId, secondMachine } from '../../world/id.ts';
import type { Container, Image, LayerId, Machine, World } from '../../world/model.ts';
import { hostNamespaces, processesOf } from '../../world/query.ts';
import { forestOf } from '../forest.ts';
import { sizeOf } from '../layers/columns.ts';
import { regionsOf } from '../regions.ts';

export const releasePath = '/proc/sys/kernel/osrelease';
export const bootIdPath = '/proc/sys/kernel/random/boot_id';
export const memoryPath = '/proc/meminfo';

/** What one running container takes, as far as it was measured: null for what was not. */
export interface ContainerFacts {
  readonly container: Container;
  readonly hue: number;
  readonly image: Image | null;
  /** Bytes: memory.current and memory.peak of its control group. */
  readonly memory: number | null;
  readonly peak: number | null;
  /** Bytes of the files in its own layer. */
  readonly disk: number | null;
  readonly processes: number;
  /** Milliseconds from the engine being asked to PID 1's execve. */
  readonly start: number | null;
  /** What its own /proc says: the same boot of the same kernel as the host's, or another; null while it was not read. */
  readonly sameKernel: boolean | null;
}

export interface ImageFacts {
  readonly id: string;
  readonly name: string;
  /** Bytes, uncompressed; null where the engine has not told of the image. */
  readonly bytes: number | null;
  readonly users: number;
}

/** The kernel that all containers share. */
export interface HostFacts {
  readonly release: string | null;
  readonly bootId: string | null;
  /** Bytes. */
  readonly memory: number | null;
}

export interface Facts {
  /** Those that run, oldest start first. */
  readonly containers: readonly ContainerFacts[];
  /** Images that they stand on, each once. */
  readonly images: readonly ImageFacts[];
  readonly host: HostFacts;
  readonly second: Machine | null;
}

let last: { readonly tables: readonly unknown[]; readonly facts: Facts } | null = null;

/** All that the picture, the account and the evidence are made of. */
export function factsOf(world: World): Facts {
  const { containers, cgroups, layers, images, processes, readings, machines, namespaces } = world;
  const tables = [containers, cgroups, layers, images, processes, readings, machines, namespaces];
  if (last && tables.every((table, i) => table === last?.tables[i])) return last.facts;
  const hues = huesOf(world);
  const running = runningContainers(world);
  const facts = {
    containers: running.map((container) =>
      containerFacts(world, container, hues.get(container.id) ?? 0),
    ),
    images: imagesOf(world, running),
    host: hostOf(world),
    second: machines.get(secondMachine) ?? null,
  };
  last = { tables, facts };
  return facts;
}

/** Those with a first process, in the order in which they were started. */
export function runningContainers(world: World): Container[] {
  const startOf = ({ start, since }: Container): number => start?.execedAt ?? since;
  return [...world.containers.values()]
    .filter(({ pid, status }) => pid > 0 && (status === 'running' || status === 'paused'))
    .sort((a, b) => startOf(a) - startOf(b));
}

/** Where a container's own layer is listed: as the host sees it. */
export function upperOf(world: World, { upper }: Container): LayerId | null {
  const host = hostNamespaces(world).mnt;
  return host && upper !== '' ? layerId(host, upper) : null;
}

/** The file in which a container's own /proc names the boot of its kernel. */
export function bootIdPathOf({ pid }: Container): string {
  return `/proc/${String(pid)}/root${bootIdPath}`;
}

function containerFacts(world: World, container: Container, hue: number): ContainerFacts {
  const files = world.cgroups.get(container.cgroup)?.files ?? {};
  const upper = upperOf(world, container);
  const { start } = container;
  const own = world.readings.get(bootIdPathOf(container))?.text;
  const host = world.readings.get(bootIdPath)?.text;
  return {
    container,
    hue,
    image: world.images.get(container.imageId) ?? null,
    memory: bytesOf(files['memory.current']),
    peak: bytesOf(files['memory.peak']),
    disk: upper ? (sizeOf(world, upper)?.bytes ?? null) : null,
    processes: processesOf(world, container).length,
    start: start ? start.execedAt - start.askedAt : null,
    sameKernel: own === undefined || host === undefined ? null : own === host,
  };
}

/** A number in a file of a control group; null for "max", and where it was not read. */
export function bytesOf(text: string | undefined): number | null {
  return text !== undefined && /^\d+\s*$/.test(text) ? Number(text) : null;
}

function imagesOf(world: World, running: readonly Container[]): ImageFacts[] {
  const images = new Map<string, ImageFacts>();
  for (const { imageId, image } of running) {
    const users = (images.get(imageId)?.users ?? 0) + 1;
    const bytes = world.images.get(imageId)?.size ?? null;
    images.set(imageId, { id: imageId, name: images.get(imageId)?.name ?? image, bytes, users });
  }
  return [...images.values()];
}

function hostOf({ readings }: World): HostFacts {
  const total = /^MemTotal:\s+(\d+) kB/m.exec(readings.get(memoryPath)?.text ?? '')?.[1];
  return {
    release: readings.get(releasePath)?.text.trim() ?? null,
    bootId: readings.get(bootIdPath)?.text.trim() ?? null,
    memory: total === undefined ? null : Number(total) * 1024,
  };
}

/** A container has the colour of its region in the other views. */
function huesOf(world: World): ReadonlyMap<string, number | null> {
  const regions = regionsOf(world, forestOf(world, false));
  return new Map(
    regions.flatMap(({ container, hue }) => (container ? [[container.id as string, hue]] : [])),
  );
}
