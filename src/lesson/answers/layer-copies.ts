import { text } from '../../world/shape.ts';
import { overlaysOf } from '../../world/overlay.ts';
import { defineAnswer } from '../answer.ts';
import { wordList } from '../program.ts';

/** On how many directories the running containers of an image stand: how many copies there are of its lowest layer. */
export const layerCopies = defineAnswer<{ image: string }>(
  { image: text<string>() },
  'count',
  (world, { image }) => {
    const name = image.includes(':') ? image : `${image}:latest`;
    const stacks = overlaysOf(world).flatMap((overlay) => {
      const lowest = overlay.lowers.at(-1);
      return lowest && overlay.container && overlay.image?.names.includes(name)
        ? [{ container: overlay.container, lowest, mount: overlay.mount }]
        : [];
    });
    if (stacks.length === 0) return null;
    const copies = new Set(stacks.map(({ lowest }) => lowest.path)).size;
    const names = wordList(stacks.map(({ container }) => container.name));
    const stand = stacks.length === 1 ? 'stands' : 'stand';
    return {
      key: String(copies),
      text: `${names} ${stand} on ${copies === 1 ? 'one directory' : `${String(copies)} directories`} for the lowest layer of ${image}.`,
      evidence: stacks.map(({ mount }) => mount.evidence),
    };
  },
);
