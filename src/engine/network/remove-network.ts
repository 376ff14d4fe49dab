// docker network rm, docker network prune.
import type { Container } from '../container.ts';
import { EngineError } from '../error.ts';
import type { EngineState } from '../state.ts';
import { defaultNetworks, type Network } from './network.ts';
import { notePrune } from '../note-prune.ts';
import { noteNetwork } from './note.ts';
import { request } from './recovery.ts';

export function removeNetwork(engine: EngineState, text: string): Promise<Network> {
  return engine.networks.changes.run(async () => {
    const network = await engine.networks.find(text);
    if (!network) throw new EngineError('notFound', `No such network: ${text}`);
    const { Name: name, Id: id } = network.file;
    if (defaultNetworks.includes(name)) {
      throw new EngineError('forbidden', `${name} is a pre-defined network and cannot be removed`);
    }
    if ((await networkContainers(engine, network)).length > 0) {
      throw new EngineError(
        'forbidden',
        `error while removing network: network ${name} id ${id} has active endpoints`,
      );
    }
    await remove(engine, network);
    return network;
  });
}

/** Removes all networks that no running container is on and that pass the test; answers their names. */
export function pruneNetworks(
  engine: EngineState,
  test: (network: Network) => boolean,
): Promise<string[]> {
  return engine.networks.changes.run(async () => {
    const removed: string[] = [];
    for (const network of await engine.networks.list()) {
      const { Name: name } = network.file;
      if (defaultNetworks.includes(name) || !test(network)) continue;
      if ((await networkContainers(engine, network)).length > 0) continue;
      await remove(engine, network);
      removed.push(name);
    }
    notePrune(engine, 'network', 0);
    return removed;
  });
}

async function remove(engine: EngineState, network: Network): Promise<void> {
  if (network.bridge) await request(engine, [`delete ${network.bridge.name}`]);
  await engine.networks.remove(network);
  noteNetwork(engine, 'destroy', network);
}

/** Containers that have an address or a place on a network now. */
export async function networkContainers(
  engine: EngineState,
  { file }: Network,
): Promise<Container[]> {
  const all = await engine.containers.list();
  return all.filter((container) =>
    Object.values(container.file.NetworkSettings.Networks).some(
      ({ NetworkID, EndpointID }) => NetworkID === file.Id && EndpointID !== '',
    ),
  );
}
