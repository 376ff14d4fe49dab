// `--filter` of volume ls and prune.
import type { Engine } from '../../engine/engine.ts';
import { volumeUsers } from '../../engine/volume/remove.ts';
import type { Volume } from '../../engine/volume/volume.ts';
import { Filters } from '../filter.ts';

/** The volumes that fit. */
export async function filterVolumes(
  engine: Engine,
  volumes: readonly Volume[],
  conditions: readonly string[],
): Promise<Volume[]> {
  const filters = new Filters(conditions, 'dangling driver label name');
  const dangling = filters.bool('dangling');
  const kept: Volume[] = [];
  for (const volume of volumes) {
    const fits =
      filters.fits('name', volume.Name) &&
      filters.isExactly('driver', volume.Driver) &&
      filters.fitsLabels(volume.Labels ?? {});
    if (!fits) continue;
    if (dangling !== null) {
      const isUsed = (await volumeUsers(engine, volume.Name)).length > 0;
      if (isUsed === dangling) continue;
    }
    kept.push(volume);
  }
  return kept;
}

/** Which volumes may be pruned. */
export function pruneTest(conditions: readonly string[]): (volume: Volume) => boolean {
  const filters = new Filters(conditions, 'label label!');
  return ({ Labels: labels }) =>
    filters.fitsLabels(labels ?? {}) &&
    !(filters.has('label!') && filters.fitsLabels(labels ?? {}, 'label!'));
}
