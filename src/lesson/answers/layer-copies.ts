import { text } from '../../world/shape.ts';
import { overlaysOf } from '../../world/overlay.ts';
import { defineAnswer } from '../answer.ts';
import { wordList } from '../program.ts';
import { say } from '../say.ts';

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
    return {
      key: String(copies),
      text:
        stacks.length === 1
          ? say`${names} stands on one directory for the lowest layer of ${image}.`
          : copies === 1
            ? say`${names} stand on one directory for the lowest layer of ${image}.`
            : say`${names} stand on ${copies} directories for the lowest layer of ${image}.`,
      evidence: stacks.map(({ mount }) => mount.evidence),
    };
  },
);
