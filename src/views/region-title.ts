import { namespaceKinds, type NamespaceKind, type World } from '../world/model.ts';
import type { Region } from './regions.ts';
import type { Entity } from './options.ts';
import { say } from './say.ts';

/** What docker gives a container of its own unless told otherwise: a shared one of these is worth saying. */
const usual: readonly NamespaceKind[] = ['mnt', 'uts', 'ipc', 'pid', 'net', 'cgroup'];

/** The name a region goes by. */
export function regionTitle(region: Region): string {
  if (region.id === 'host') return say`host`;
  if (region.container) return region.container.name;
  return kindsStanding(region, 'own').length > 0 ? say`unnamed (unshare)` : say`unnamed (nsenter)`;
}

/** What else is known of it, most telling first. */
export function regionNotes(world: World, region: Region): readonly string[] {
  const notes: string[] = [];
  if (region.container) notes.push(region.container.image);
  for (const kind of kindsStanding(region, 'joined')) {
    const home = region.homes[kind];
    if (home) notes.push(say`${kind} of ${regionTitle(home)}`);
  }
  const shared = usual.filter((kind) => region.standings[kind] === 'host');
  if (region.container && shared.length > 0) notes.push(say`the host’s ${shared.join(', ')}`);
  if (!region.container) notes.push(ownership(region));
  const { hostname } = world.namespaces.get(region.namespaces.uts) ?? { hostname: null };
  const tells = region.id === 'host' || region.standings.uts === 'own';
  if (hostname && tells && hostname !== regionTitle(region)) notes.push(say`host name ${hostname}`);
  return notes.filter(Boolean);
}

function ownership(region: Region): string {
  const own = kindsStanding(region, 'own');
  return own.length > 0 ? say`own ${own.join(', ')}` : '';
}

export function kindsStanding(region: Region, standing: string): readonly NamespaceKind[] {
  return namespaceKinds.filter((kind) => region.standings[kind] === standing);
}

/** What selecting the region selects. */
export function regionEntity(region: Region): Entity {
  return region.container
    ? { kind: 'container', id: region.container.id }
    : { kind: 'region', id: region.id };
}
