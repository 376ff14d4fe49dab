import { text } from '../../world/shape.ts';
import { defineAnswer } from '../answer.ts';
import { layerCount, transfers, travelled, ways, type Way } from '../transfer.ts';
import { say } from '../say.ts';

interface Given {
  readonly way: Way;
  readonly host: string;
}

/** How many of an image's layers the last pull or push had to carry. */
export const layersTravelled = defineAnswer<Given>(
  { way: text(...ways), host: text<string>() },
  ['all', 'some', 'none'],
  (world, { way, host }) => {
    const last = transfers(world, way, host).at(-1);
    if (!last) return null;
    const sent = last.layers.filter(travelled).length;
    const count = last.layers.length;
    return {
      key: sent === 0 ? 'none' : sent === count ? 'all' : 'some',
      text: say`Of ${layerCount(count)}, ${String(sent)} had to travel.`,
      evidence: last.exchanges.flatMap(({ evidence }) => evidence),
    };
  },
);
