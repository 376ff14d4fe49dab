import { namespaceKinds, type NamespaceId, type World } from '../world/model.ts';
import type { Node } from './forest.ts';
import type { Region } from './regions.ts';
import type { Entity, ViewOptions } from './options.ts';

/** How strongly something is lit: for itself, or for what is pointed at being in it or around it. */
export type Light = 'selected' | 'hovered' | 'related' | '';

/** What selection, hover and search mean for each thing that is drawn. */
export interface Emphasis {
  process(node: Node): Light;
  namespace(id: NamespaceId): Light;
  region(region: Region): Light;
  /** True when a search is on and this does not match it. */
  isDimmed(node: Node): boolean;
}

export function emphasisOf(
  world: World,
  regions: readonly Region[],
  options: ViewOptions,
): Emphasis {
  const home = new Map(regions.flatMap((region) => region.members.map((node) => [node, region])));
  const rays = [
    { entity: options.selected, light: 'selected' as const },
    { entity: options.hovered, light: 'hovered' as const },
  ].filter((ray): ray is Ray => ray.entity !== null);
  const first = (test: (entity: Entity) => 'self' | 'near' | ''): Light => {
    let near = false;
    for (const { entity, light } of rays) {
      const hit = test(entity);
      if (hit === 'self') return light;
      near ||= hit === 'near';
    }
    return near ? 'related' : '';
  };
  const wanted = options.search.trim().toLowerCase();
  return {
    process: (node) => first((entity) => meetsProcess(entity, node, home.get(node))),
    namespace: (id) => first((entity) => meetsNamespace(world, entity, id)),
    region: (region) => first((entity) => meetsRegion(entity, region)),
    isDimmed: (node) => wanted !== '' && !matches(node, home.get(node), wanted),
  };
}

interface Ray {
  readonly entity: Entity;
  readonly light: 'selected' | 'hovered';
}

function meetsProcess(entity: Entity, node: Node, region: Region | undefined) {
  switch (entity.kind) {
    case 'process':
      return node.process.id === entity.id ? 'self' : '';
    case 'namespace':
      return namespaceKinds.some((kind) => node.process.namespaces[kind] === entity.id)
        ? 'near'
        : '';
    case 'container':
      return region?.container?.id === entity.id ? 'near' : '';
    case 'region':
      return region?.id === entity.id ? 'near' : '';
    default:
      return '';
  }
}

function meetsNamespace(world: World, entity: Entity, id: NamespaceId) {
  if (entity.kind === 'namespace') return entity.id === id ? 'self' : '';
  if (entity.kind !== 'process') return '';
  const process = world.processes.get(entity.id);
  return process && namespaceKinds.some((kind) => process.namespaces[kind] === id) ? 'near' : '';
}

function meetsRegion(entity: Entity, region: Region) {
  if (entity.kind === 'container') return region.container?.id === entity.id ? 'self' : '';
  if (entity.kind === 'region') return region.id === entity.id ? 'self' : '';
  return '';
}

/** True when a search text is in a process's names, arguments, numbers or in its region's container. */
export function matches({ process }: Node, region: Region | undefined, wanted: string): boolean {
  const texts = [
    process.comm,
    process.argv.join(' '),
    process.pids.join(' '),
    String(process.pid),
    region?.container?.name ?? '',
    region?.container?.image ?? '',
  ];
  return texts.some((text) => text.toLowerCase().includes(wanted));
}
