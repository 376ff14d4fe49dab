import { noGaze } from '../../world/gaze.ts';
import type { Image, World } from '../../world/model.ts';
import { directory, type Directory } from '../../world/overlay.ts';
import { hostNamespaces } from '../../world/query.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { nameOfImage } from '../image-name.ts';
import { stacksBy, type Stack } from '../stack.ts';
import { say } from '../say.ts';

/** An overlay that was mounted by hand has all layers of an image below it. */
export const overlayOnImage = defineCheck<object>(
  {},
  (world) => {
    const stacks = stacksBy(world, 'hand');
    for (const stack of stacks)
      for (const image of world.images.values()) {
        const layers = directoriesOf(world, image);
        if (layers.length === 0 || !covers(world, stack, layers)) continue;
        return passed(
          say`On ${stack.name} lie the files of ${nameOfImage(image)}, with ${stack.upper.path} above them for what will be written.`,
          stack.lowers.flatMap(({ id }) => world.layers.get(id)?.evidence ?? []),
        );
      }
    return failed(whyNot(world, stacks));
  },
  (world) => ({
    ...noGaze,
    layers: [
      ...stacksBy(world, 'hand').flatMap(({ lowers }) => lowers),
      ...[...world.images.values()].flatMap((image) => directoriesOf(world, image)),
    ].map((each) => ({ ...each, changes: false })),
  }),
);

/** Layers of an image, base first. */
function directoriesOf(world: World, image: Image): Directory[] {
  const host = hostNamespaces(world).mnt;
  return host ? image.directories.map((path) => directory(host, path)) : [];
}

/** Docker has short names for its directories, which are links. */
function realOf(world: World, { id }: Directory): string | undefined {
  return world.layers.get(id)?.real;
}

function covers(world: World, { lowers }: Stack, layers: readonly Directory[]): boolean {
  const wanted = layers.map((each) => realOf(world, each)).reverse();
  const found = lowers.map((each) => realOf(world, each)).filter((path) => wanted.includes(path));
  return wanted.every((path, at) => path !== undefined && found[at] === path);
}

function whyNot(world: World, stacks: readonly Stack[]): string {
  if (world.images.size === 0) return say`There is no image here whose files could be used.`;
  const [stack] = stacks;
  if (!stack)
    return world.containers.size > 0
      ? say`The only overlays are those that docker mounted for containers.`
      : say`No overlay is mounted that can be written and that was not made by docker.`;
  const below = stack.lowers.map(({ path }) => path).join(', ');
  return say`Below ${stack.name} lies ${below}. That is not all of an image’s layers in their order.`;
}
