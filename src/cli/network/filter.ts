// `--filter` of docker network ls and prune.
import { parseTime } from '../../engine/clock.ts';
import type { Engine } from '../../engine/engine.ts';
import { EngineError } from '../../engine/error.ts';
import { defaultNetworks, type Network } from '../../engine/network/network.ts';
import { networkContainers } from '../../engine/network/remove-network.ts';
import { Filters } from '../filter.ts';

type Test = (network: Network) => boolean;

const isDefault = ({ file }: Network): boolean => defaultNetworks.includes(file.Name);

/** The test that all conditions of `ls` come to. */
export async function networkTest(engine: Engine, conditions: readonly string[]): Promise<Test> {
  const filters = new Filters(conditions, 'dangling driver id label name scope type');
  const kind = filters.values('type').find((value) => value !== 'builtin' && value !== 'custom');
  if (kind !== undefined) throw new EngineError('invalid', `Invalid filter: 'type'='${kind}'`);
  const dangling = filters.bool('dangling');
  const used = new Set<string>();
  for (const network of await engine.networks.list())
    if ((await networkContainers(engine, network)).length > 0) used.add(network.file.Id);
  return (network) => {
    const { file } = network;
    const isDangling = !used.has(file.Id) && !isDefault(network);
    return (
      filters.isExactly('driver', file.Driver) &&
      filters.isExactly('scope', file.Scope) &&
      filters.isExactly('type', isDefault(network) ? 'builtin' : 'custom') &&
      filters.fits('name', file.Name) &&
      filters.fits('id', file.Id) &&
      filters.fitsLabels(file.Labels) &&
      (dangling === null || dangling === isDangling)
    );
  };
}

/** The test that all conditions of `prune` come to. */
export function pruneTest(engine: Engine, conditions: readonly string[]): Test {
  const filters = new Filters(conditions, 'label label! until');
  const [until, second] = filters.values('until').map((text) => moment(engine, text));
  if (second !== undefined)
    throw new EngineError('invalid', 'more than one until filter specified');
  return ({ file }) =>
    filters.fitsLabels(file.Labels) &&
    (!filters.has('label!') || !filters.fitsLabels(file.Labels, 'label!')) &&
    (until === undefined || (parseTime(file.Created) ?? 0) < until);
}

const seconds: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** A moment, or how long ago: "2026-01-02T03:04:05Z", "1h30m". */
function moment(engine: Engine, text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([hms])/g)];
  if (parts.length > 0 && parts.map(([part]) => part).join('') === text) {
    const ago = parts.reduce((sum, [, n, unit]) => sum + Number(n) * (seconds[unit ?? ''] ?? 0), 0);
    return engine.clock.now() - ago * 1000;
  }
  const at = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : parseTime(text);
  if (at !== null && !Number.isNaN(at)) return at;
  throw new EngineError(
    'invalid',
    `failed to parse value as time or duration: ${JSON.stringify(text)}`,
  );
}
