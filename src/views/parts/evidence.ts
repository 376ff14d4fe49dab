import type { ExchangeId, ImageId, World } from '../../world/model.ts';
import type { EvidenceCard, EvidenceFact } from '../evidence-card.ts';
import { sizeText } from '../layers/file-kind.ts';
import { resultOf, saidOf, waysOf } from './words.ts';
import { layerCount } from '../counts.ts';
import { say } from '../say.ts';

/** What was said: as it was said, and as it was answered. */
export function exchangeCard(world: World, id: ExchangeId): EvidenceCard | null {
  const exchange = world.traffic.find((each) => each.id === id);
  if (!exchange) return null;
  const facts = exchange.evidence.map((each, i): EvidenceFact => {
    const label = i === 0 ? say`Said` : say`Answer`;
    return { ...each, label, value: i === 0 ? waysOf(exchange) : resultOf(exchange) };
  });
  return { title: saidOf(exchange, world), facts };
}

/** An image: the engine's own row, what its layers are, and what made them. */
export function imageCard(world: World, id: ImageId): EvidenceCard | null {
  const image = world.images.get(id);
  if (!image) return null;
  const { names, size, layers, directories, history } = image;
  const digest = id.replace('sha256:', '');
  const at = world.at;
  const layerFacts = layers.map((diffId, i): EvidenceFact => {
    const path = directories[i] ?? '';
    return { label: say`Layer ${String(i + 1)}`, value: path, path, text: diffId, at };
  });
  return {
    title: say`${names.join(', ') || digest.slice(0, 12)}, image`,
    facts: [
      {
        ...{
          label: say`Image`,
          value: `${layerCount(layers.length)}, ${sizeText(size)}`,
          at,
        },
        path: `/var/lib/docker/image/overlay2/imagedb/content/sha256/${digest}`,
        text: history.map(({ instruction }) => instruction).join('\n'),
      },
      ...layerFacts,
    ],
  };
}
