import { defineAnswer } from '../answer.ts';
import { byteText } from '../byte-text.ts';
import { gazeAtStacks, ownBytes, stacksBy } from '../stack.ts';
import { say } from '../say.ts';

/** Share of its image below which a container's own layer counts as little. */
const little = 0.001;

/** How much the own layer of the container that was made last holds, beside its image. */
export const ownLayerSize = defineAnswer<object>(
  {},
  ['all', 'some', 'little'],
  (world) => {
    const stack = stacksBy(world, 'docker').at(-1);
    const layer = stack && world.layers.get(stack.upper.id);
    if (!stack?.image || !layer) return null;
    const own = ownBytes(world, stack);
    const share = own / stack.image.size;
    return {
      key: share < little ? 'little' : share < 1 ? 'some' : 'all',
      text: say`${stack.name} has ${byteText(own)} of its own, on top of the ${byteText(stack.image.size)} of the image.`,
      evidence: [layer.evidence],
    };
  },
  (world) => gazeAtStacks(stacksBy(world, 'docker').map((stack) => ({ ...stack, lowers: [] }))),
);
