import type { ContainerRow, EngineEvent, ImageRow } from '../engine/event.ts';
import type { WorldFact } from '../world/event.ts';
import { cgroupPath, containerId, imageId } from '../world/id.ts';
import type { Container, Image, Millis } from '../world/model.ts';
import { exchangeFact } from './exchange-facts.ts';

/** What an event of the engine adds to the world: names for what the kernel shows; null for what the world does not hold. */
export function engineFact(event: EngineEvent, at: Millis): WorldFact | null {
  if (event.type === 'volume') return null;
  if (event.type === 'exchange') return exchangeFact(event, at);
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
