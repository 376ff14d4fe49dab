import type { Image, World } from '../../world/model.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { nameOfImage } from '../image-name.ts';
import { wordList } from '../program.ts';
import { say } from '../say.ts';

/** An image has all the layers of another one, and at least one more above them. */
export const imageOnImage = defineCheck<object>({}, (world) => {
  const images = [...world.images.values()];
  for (const image of images) {
    const base = images.find((each) => each !== image && standsOn(image, each));
    if (!base) continue;
    const more = image.layers.length - base.layers.length;
    const shared =
      base.layers.length === 1 ? say`the layer` : say`the ${String(base.layers.length)} layers`;
    return passed(
      say`${nameOfImage(image)} is ${shared} of ${nameOfImage(base)}, the same directories, and ${String(more)} more.`,
      [],
    );
  }
  return failed(whyNot(world, images));
});

function standsOn({ layers }: Image, { layers: below }: Image): boolean {
  return (
    below.length > 0 &&
    layers.length > below.length &&
    below.every((digest, at) => layers[at] === digest)
  );
}

function whyNot(world: World, images: readonly Image[]): string {
  const [first] = images;
  if (!first) return say`There is no image here.`;
  const twice = images.find(({ names }) => names.length > 1);
  if (twice)
    return say`${wordList(twice.names)} are two names of one image. It has as many layers as before.`;
  const same = images.find((a) =>
    images.some((b) => a !== b && a.layers.join() === b.layers.join()),
  );
  if (same)
    return say`${wordList(images.map(nameOfImage))} have the very same layers: there was nothing new to keep.`;
  if (images.length > 1)
    return say`No image begins with the layers of another: ${images.map(nameOfImage).join(', ')} have nothing in common.`;
  return world.containers.size > 0
    ? say`There is one image, ${nameOfImage(first)}. What the containers wrote lies in their own layers, not in an image.`
    : say`There is one image, ${nameOfImage(first)}.`;
}
