import type { ContainerRow, EngineEvent, ImageRow } from '../engine/event.ts';
import type { WorldFact } from '../world/event.ts';
import type { Knowledge } from './knowledge.ts';
import { began } from './trace-facts.ts';
import { cgroupPath, containerId, imageId } from '../world/id.ts';
import type { Container, Image, Millis } from '../world/model.ts';
import { exchangeFact } from './exchange-facts.ts';

/** Tells what an event of the engine adds to the world, and how long a container's start took. */
export function takeEngineEvent(known: Knowledge, event: EngineEvent, at: Millis): void {
  const fact = engineFact(event, at);
  if (fact) known.tell(fact, at);
  if (event.type !== 'container') return;
  if (event.action === 'asked') known.starts.ask(event.id, event.to, at);
  else if (event.action === 'destroy') known.starts.forget(event.id);
  else if (event.container.status === 'running') {
    const { id, pid } = event.container;
    if (known.starts.started(containerId(id), pid)) began(known, containerId(id), pid, at);
  }
}

/** What an event of the engine adds to the world: names for what the kernel shows; null for what the world does not hold. */
function engineFact(event: EngineEvent, at: Millis): WorldFact | null {
  if (event.type === 'volume') return null;
  if (event.type === 'exchange') return exchangeFact(event, at);
  if (event.action === 'asked') return null;
  if (event.type === 'image') {
    return event.action === 'delete'
      ? { type: 'image/removed', id: imageId(event.id) }
      : { type: 'image/changed', image: imageOf(event.image) };
  }
  return event.action === 'destroy'
    ? { type: 'container/removed', id: containerId(event.id) }
    : { type: 'container/changed', container: containerOf(event.container, at) };
}

function imageOf(row: ImageRow): Image {
  return { ...row, id: imageId(row.id) };
}

function containerOf(row: ContainerRow, since: Millis): Container {
  return {
    ...row,
    id: containerId(row.id),
    imageId: imageId(row.imageId),
    cgroup: cgroupPath(row.cgroup),
    since,
  };
}
