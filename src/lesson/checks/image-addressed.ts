import type { World } from '../../world/model.ts';
import { text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { nameOfImage } from '../image-name.ts';
import { wordList } from '../program.ts';
import { say } from '../say.ts';

interface Given {
  readonly host: string;
  /** It has a layer over those of the image of this name. */
  readonly over: string;
}

/** An image made here has a name that says to which registry it belongs. */
export const imageAddressed = defineCheck<Given>(
  { host: text<string>(), over: text<string>() },
  (world, { host, over }) => {
    const made = madeOver(world, over);
    const [image] = made.filter(({ names }) => names.some((name) => name.startsWith(`${host}/`)));
    const name = image?.names.find((each) => each.startsWith(`${host}/`)) ?? '';
    if (image)
      return passed(say`${name} is an image of yours, and its name says where it belongs.`, []);
    const others = [...world.images.values()].flatMap(({ names }) => names);
    if (made.length > 0)
      return failed(
        say`${wordList(made.map(nameOfImage))}: an image of yours, whose name says nothing of ${host}.`,
      );
    return failed(
      others.length === 0
        ? say`There is no image here.`
        : say`There is ${wordList(others)}, and nothing of yours in a layer over ${over}.`,
    );
  },
);

/** Images with the layers of another, and more. */
function madeOver({ images }: World, name: string) {
  const all = [...images.values()];
  const below = all.find(({ names }) => names.includes(name));
  return all.filter(
    ({ layers }) =>
      below !== undefined &&
      layers.length > below.layers.length &&
      below.layers.every((layer, at) => layers[at] === layer),
  );
}
