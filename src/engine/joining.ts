// What `docker events` tells of a container's networks and volumes when it starts and ends.
import type { Container } from './container.ts';
import { noteNetwork } from './network/note.ts';
import type { EngineState } from './state.ts';

/** Ids of the networks on which a container has a place now. */
export function openEndpoints({ file }: Container): string[] {
  return Object.values(file.NetworkSettings.Networks)
    .filter(({ EndpointID: id }) => id !== '')
    .map(({ NetworkID: id }) => id);
}

export async function tellJoined(engine: EngineState, container: Container): Promise<void> {
  await noteNetworks(engine, 'connect', container, openEndpoints(container));
  noteVolumes(engine, 'mount', container);
}

/** `endpoints` are those it had before. */
export async function tellParted(
  engine: EngineState,
  container: Container,
  endpoints: readonly string[],
): Promise<void> {
  await noteNetworks(engine, 'disconnect', container, endpoints);
  noteVolumes(engine, 'unmount', container);
}

/** Something looks into a container's files: docker mounts its volumes for that, running or not, and tells of it. */
export function tellVisited(engine: EngineState, container: Container): void {
  noteVolumes(engine, 'mount', container);
  noteVolumes(engine, 'unmount', container);
}

async function noteNetworks(
  engine: EngineState,
  action: 'connect' | 'disconnect',
  container: Container,
  ids: readonly string[],
): Promise<void> {
  for (const id of ids) {
    const network = await engine.networks.find(id);
    if (network) noteNetwork(engine, action, network, container);
  }
}

function noteVolumes(
  engine: EngineState,
  action: 'mount' | 'unmount',
  { id: container, file }: Container,
): void {
  for (const point of Object.values(file.MountPoints)) {
    if (point.Type !== 'volume') continue;
    const place = {
      destination: point.Destination,
      propagation: point.Propagation,
      'read/write': String(point.RW),
    };
    const attributes = { container, driver: 'local', ...(action === 'mount' ? place : {}) };
    engine.journal.add({ type: 'volume', action, id: point.Name, attributes });
  }
}
