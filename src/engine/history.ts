// docker history: the steps that made an image, with the layers and images that are still here.
import type { Digest } from '../oci/digest.ts';
import { formatFamiliar } from '../oci/reference.ts';
import { parseTime } from './clock.ts';
import type { EngineState } from './state.ts';

export interface HistoryRow {
  /** null where the step's image is not here. */
  readonly id: Digest | null;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly createdBy: string;
  /** Bytes. */
  readonly size: number;
  readonly comment: string;
  readonly tags: readonly string[];
}

/** Newest step first. */
export async function imageHistory(engine: EngineState, name: string): Promise<HistoryRow[]> {
  const image = await engine.images.resolve(name);
  const layers = (await engine.images.layers.stack(image.chain.at(-1) ?? null)).reverse();
  let layer = 0;
  const steps = image.config.history.map((entry) => ({
    created: parseTime(entry.created) ?? 0,
    createdBy: entry.createdBy,
    size: entry.emptyLayer ? 0 : (layers[layer++]?.size ?? 0),
    comment: entry.comment,
  }));
  const rows: HistoryRow[] = [];
  let at = image.id as Digest | null;
  for (const step of steps.reverse()) {
    const names = at ? await engine.images.tags.namesOf(at) : [];
    const tags = names.filter(({ digest }) => !digest).map(formatFamiliar);
    rows.push({ ...step, id: at, tags });
    at = at ? ((await engine.images.get(at))?.parent ?? null) : null;
  }
  return rows;
}
