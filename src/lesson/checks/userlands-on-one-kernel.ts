import { noGaze } from '../../world/gaze.ts';
import type { Image, World } from '../../world/model.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { firstProcesses, stateOf } from '../client.ts';
import { textOf, lineOf } from '../guest-file.ts';
import { nameOfImage } from '../image-name.ts';
import { nameOf } from '../program.ts';
import { say } from '../say.ts';

const release = '/proc/sys/kernel/osrelease';

/** Two containers run whose images have no layer in common; their processes are in one kernel's list. */
export const userlandsOnOneKernel = defineCheck<object>(
  {},
  (world) => {
    const running = runningImages(world);
    for (const one of running)
      for (const two of running) {
        if (one.image.layers.some((layer) => two.image.layers.includes(layer))) continue;
        const kernel = (textOf(world, release) ?? '').trim();
        return passed(
          say`${nameOf(one.process)} of ${nameOfImage(one.image)} and ${nameOf(two.process)} of ${nameOfImage(two.image)} have no file in common, and run on one kernel: ${kernel}.`,
          [lineOf(world, release, kernel)],
        );
      }
    return failed(whyNot(world));
  },
  () => ({ ...noGaze, readings: [{ path: release, changes: false }] }),
);

function runningImages(world: World) {
  return firstProcesses(world).flatMap(({ container, process }) => {
    const image = world.images.get(container.imageId);
    return image ? [{ image, process }] : [];
  });
}

function whyNot(world: World): string {
  const running = runningImages(world);
  const [first] = running;
  const idle = [...world.containers.values()].findLast(({ status }) => status !== 'running');
  if (!first) return idle ? stateOf(idle) : say`No container runs.`;
  const others = new Set<Image>(running.map(({ image }) => image));
  if (others.size > 1)
    return say`The images of the containers that run have layers in common: ${[...others].map(nameOfImage).join(', ')}.`;
  const unused = [...world.images.values()].find((image) => !others.has(image));
  const only = say`All containers that run are of ${nameOfImage(first.image)}.`;
  return unused ? say`${only} ${nameOfImage(unused)} is here, but none of it runs.` : only;
}
