// `--filter` of the prune commands: labels that must or must not be there, and an age.
import { parseTime } from '../../engine/clock.ts';
import type { Engine } from '../../engine/engine.ts';
import { EngineError } from '../../engine/error.ts';
import { Filters } from '../filter.ts';
import { parseTimestamp } from '../timestamp.ts';

/** What a prune looks at. */
export interface Prunable {
  readonly labels: Readonly<Record<string, string>>;
  /** RFC 3339. */
  readonly created: string;
}

export function pruneFilter(
  engine: Engine,
  conditions: readonly string[],
  also = '',
): (thing: Prunable) => boolean {
  const filters = new Filters(conditions, `label label! until ${also}`.trim());
  const [until, second] = filters.values('until').map((text) => parseUntil(engine, text));
  if (second !== undefined) {
    throw new EngineError('invalid', 'more than one until filter specified');
  }
  return ({ labels, created }) =>
    filters.fitsLabels(labels) &&
    !(filters.has('label!') && filters.fitsLabels(labels, 'label!')) &&
    (until === undefined || (parseTime(created) ?? 0) < until);
}

function parseUntil(engine: Engine, text: string): number {
  try {
    return parseTimestamp(text, engine.clock.now());
  } catch (cause) {
    throw new EngineError('invalid', (cause as Error).message, { cause });
  }
}
