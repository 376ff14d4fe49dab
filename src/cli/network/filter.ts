// `--filter` of docker network ls.
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
  if (kind !== undefined) throw new EngineError('invalid', `invalid filter: 'type'='${kind}'`);
  const dangling = danglingOf(filters);
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

function danglingOf(filters: Filters): boolean | null {
  try {
    return filters.bool('dangling');
  } catch (cause) {
    const values = `must be "true" (or "1"), or "false" (or "0")`;
    const text = `invalid value for filter 'dangling', ${values}`;
    throw new EngineError('invalid', text, { cause });
  }
}
