import type { Container } from '../container.ts';
import type { EngineState } from '../state.ts';
import type { Network } from './network.ts';

/** Puts what happened to a network into the journal. */
export function noteNetwork(
  engine: EngineState,
  action: 'create' | 'destroy' | 'connect' | 'disconnect',
  { file }: Network,
  container?: Container,
): void {
  const attributes = {
    ...(container ? { container: container.id } : {}),
    name: file.Name,
    type: file.Driver,
  };
  engine.journal.add({ type: 'network', action, id: file.Id, attributes });
}
