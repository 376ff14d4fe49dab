import type { Evidence, Namespace, NamespaceId, World } from '../../world/model.ts';
import { pinsOf } from '../../world/query.ts';
import { accountPart, type AccountPart } from '../account.ts';
import { forestOf } from '../forest.ts';
import { sizeText } from '../layers/file-kind.ts';
import { regionTitle } from '../region-title.ts';
import { regionsOf } from '../regions.ts';
import { parseListeners } from './listeners.ts';
import { parseNetwork, type NetworkInterface, type Place, type Route } from './network.ts';
import { rtnetlink, witnessOf } from './readings.ts';
import { cells, columns, notes, titles } from './words.ts';

/** Interfaces and what they are connected with, routes, and who waits for connections. */
export function networkParts(
  world: World,
  namespace: Namespace,
  readings: ReadonlyMap<string, Evidence>,
): readonly AccountPart[] {
  const told = readings.get(rtnetlink)?.text;
  const { interfaces, routes } = parseNetwork(told ?? '');
  const listening = ['net/tcp', 'net/tcp6'].flatMap((name) =>
    parseListeners(readings.get(name)?.text ?? ''),
  );
  const deaf = witnessOf(world, namespace) ? notes.deaf() : notes.unheard();
  return [
    accountPart(titles.interfaces(), told === undefined ? [notes.unread()] : [], {
      columns: columns.interfaces(),
      rows: interfaces.map((each) => interfaceRow(world, namespace, each)),
    }),
    ...(interfaces.length > 0
      ? [
          accountPart(titles.links(), [], {
            columns: columns.links(),
            rows: interfaces.map(linkRow),
          }),
        ]
      : []),
    accountPart(
      titles.routes(),
      told !== undefined && routes.length === 0 ? [notes.unreachable()] : [],
      { columns: columns.routes(), rows: routes.map(routeRow) },
    ),
    accountPart(titles.listening(), listening.length > 0 ? [] : [deaf], {
      columns: columns.listening(),
      rows: listening.map((each) => [each]),
    }),
  ];
}

const nothing = '–';

function routeRow({ to, via, device }: Route): string[] {
  return [to, via ?? (device === null ? nothing : cells.direct()), device ?? nothing];
}

function interfaceRow(world: World, { id }: Namespace, each: NetworkInterface): string[] {
  const { peer, bridge, below } = each;
  const connected = [
    ...(peer ? [placeText(world, id, peer)] : []),
    ...(bridge === null ? [] : [cells.bridge(bridge)]),
    ...(below ? [cells.below(belowText(world, id, below))] : []),
  ];
  return [
    nameOf(each),
    each.state.join(', '),
    each.addresses.join(', ') || nothing,
    connected.join('; ') || nothing,
  ];
}

function linkRow(each: NetworkInterface): string[] {
  const { hardware, mtu, received, sent } = each;
  return [nameOf(each), hardware ?? nothing, String(mtu), sizeText(received), sizeText(sent)];
}

function nameOf({ name, index }: Pick<Place, 'name' | 'index'>): string {
  return name === null ? cells.nameless(index) : `${name} (${String(index)})`;
}

/** What it stands on is nearly always here: its name is enough. */
function belowText(world: World, here: NamespaceId, place: Place): string {
  return place.namespace === here && place.name !== null
    ? place.name
    : placeText(world, here, place);
}

function placeText(world: World, here: NamespaceId, place: Place): string {
  const name = nameOf(place);
  if (place.namespace === null) return cells.unknown(name);
  if (place.namespace === here) return cells.here(name);
  const id = place.namespace as NamespaceId;
  return world.namespaces.get(id)?.initial
    ? cells.onHost(name)
    : cells.there(name, networkTitle(world, id));
}

/** What a network namespace is called: by whose own it is, by where it was mounted, or by a process in it. */
function networkTitle(world: World, id: NamespaceId): string {
  const region = regionsOf(world, forestOf(world, false)).find(
    ({ container, namespaces, standings }) =>
      container && namespaces.net === id && standings.net === 'own',
  );
  if (region) return regionTitle(region);
  const namespace = world.namespaces.get(id);
  const member = namespace && witnessOf(world, namespace);
  const known = pinsOf(world, id)[0]?.point ?? (member && `${member.comm} (${String(member.pid)})`);
  return known ? `${id}, ${known}` : id;
}
