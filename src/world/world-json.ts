import type { World } from './model.ts';
import * as row from './row-shape.ts';
import { absentOr, count, list, object } from './shape.ts';

/** A world as JSON can hold it: each table as the list of its rows. */
export interface WorldJson {
  readonly seq: number;
  readonly at: number;
  readonly processes: readonly Row<World['processes']>[];
  readonly namespaces: readonly Row<World['namespaces']>[];
  readonly cgroups: readonly Row<World['cgroups']>[];
  readonly mounts: readonly Row<World['mounts']>[];
  readonly containers: readonly Row<World['containers']>[];
  readonly images: readonly Row<World['images']>[];
  readonly commands: readonly Row<World['commands']>[];
  readonly layers: readonly row.LayerJson[];
  readonly contents: readonly Row<World['contents']>[];
  /** Left out of recordings that were made before there were any. */
  readonly readings?: readonly Row<World['readings']>[];
  readonly machines?: readonly Row<World['machines']>[];
  readonly departed: World['departed'];
  readonly signals: World['signals'];
  readonly requests: World['requests'];
  /** Not in recordings that were made before traffic was told. */
  readonly traffic?: World['traffic'];
  readonly lost: number;
}

type Row<T> = T extends ReadonlyMap<unknown, infer R> ? R : never;

export const worldShape = object<WorldJson>({
  seq: count,
  at: count,
  processes: list(row.process),
  namespaces: list(row.namespace),
  cgroups: list(row.cgroup),
  mounts: list(row.mount),
  containers: list(row.container),
  images: list(row.image),
  commands: list(row.command),
  layers: list(row.layerRow),
  contents: list(row.content),
  readings: absentOr(list(row.evidence)),
  machines: absentOr(list(row.machine)),
  departed: list(row.departed),
  signals: list(row.signal),
  requests: list(row.request),
  traffic: absentOr(list(row.exchange)),
  lost: count,
});

/** The plain data of a world, for JSON. */
export function worldToJson(world: World): WorldJson {
  return {
    ...world,
    processes: [...world.processes.values()],
    namespaces: [...world.namespaces.values()],
    cgroups: [...world.cgroups.values()],
    mounts: [...world.mounts.values()],
    containers: [...world.containers.values()],
    images: [...world.images.values()],
    commands: [...world.commands.values()],
    layers: [...world.layers.values()].map((layer) => ({
      ...layer,
      files: [...layer.files.values()],
    })),
    contents: [...world.contents.values()],
    readings: [...world.readings.values()],
    machines: [...world.machines.values()],
  };
}

/** The world of data that has `worldShape`. */
export function worldFromJson(json: WorldJson): World {
  return {
    ...json,
    traffic: json.traffic ?? [],
    processes: byId(json.processes),
    namespaces: byId(json.namespaces),
    cgroups: new Map(json.cgroups.map((cgroup) => [cgroup.path, cgroup])),
    mounts: byId(json.mounts),
    containers: byId(json.containers),
    images: byId(json.images),
    commands: byId(json.commands),
    layers: byId(
      json.layers.map((layer) => ({
        ...layer,
        files: new Map(layer.files.map((file) => [file.path, file])),
      })),
    ),
    contents: byId(json.contents),
    readings: new Map((json.readings ?? []).map((reading) => [reading.path, reading])),
    machines: byId(json.machines ?? []),
  };
}

function byId<Id, R extends { readonly id: Id }>(rows: readonly R[]): ReadonlyMap<R['id'], R> {
  return new Map(rows.map((each) => [each.id, each]));
}
