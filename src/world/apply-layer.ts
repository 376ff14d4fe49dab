import type { FileFacts, LayerListing } from './event.ts';
import type { Layer, LayerFile, LayerId, Millis, World } from './model.ts';
import { withRow, withoutRows } from './table.ts';

/** The world with a layer's listing. What was there at the first look was always there. */
export function layerListed(world: World, listing: LayerListing): World {
  const files = new Map(
    listing.files.map((file) => [file.path, { ...file, since: null, changedAt: null }]),
  );
  return { ...world, layers: withRow(world.layers, listing.id, { ...listing, files }) };
}

/** The world with some names of a layer set and others removed. */
export function layerChanged(
  world: World,
  change: {
    readonly id: LayerId;
    readonly changed: readonly FileFacts[];
    readonly removed: readonly string[];
    readonly evidence: Layer['evidence'];
  },
  at: Millis,
): World {
  const known = world.layers.get(change.id);
  if (!known) return world;
  const files = new Map(known.files);
  for (const path of change.removed) files.delete(path);
  for (const facts of change.changed) files.set(facts.path, aged(facts, files.get(facts.path), at));
  const layer = { ...known, files, evidence: change.evidence };
  return { ...world, layers: withRow(world.layers, layer.id, layer) };
}

/** Another file under an old name is a new one, unless it is the same kind written in one piece (as editors and `sed -i` do). */
function aged(facts: FileFacts, known: LayerFile | undefined, at: Millis): LayerFile {
  const same = known && known.mode >> 12 === facts.mode >> 12;
  return { ...facts, since: same ? known.since : at, changedAt: at };
}

export function layerForgotten(world: World, id: LayerId): World {
  const layers = withoutRows(world.layers, [id]);
  return layers === world.layers ? world : { ...world, layers };
}
