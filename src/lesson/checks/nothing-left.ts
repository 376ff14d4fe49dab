import type { World } from '../../world/model.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { nameOfImage } from '../image-name.ts';
import { wordList } from '../program.ts';

/** Containers and images were here, and all of them were removed. */
export const nothingLeft = defineCheck<object>({}, (world) => {
  const containers = [...world.containers.values()];
  if (containers.length > 0) {
    const names = wordList(containers.map(({ name, status }) => `${name} (${status})`));
    const are = containers.length === 1 ? 'is still a container' : 'are still containers';
    return failed(`There ${are}: ${names}. As long as there is one, its image is needed.`);
  }
  const images = [...world.images.values()].map(nameOfImage);
  if (images.length > 0) {
    const are = images.length === 1 ? 'is' : 'are';
    return failed(`No container is left, but ${wordList(images)} ${are} still here.`);
  }
  const removed = removalOf(world);
  return removed
    ? passed('No container and no image is left.', removed.evidence)
    : failed('There is nothing here, and nothing was removed.');
});

/** That the daemon told of an image's end. */
function removalOf(world: World) {
  return world.traffic.findLast(
    ({ subject }) =>
      subject.kind === 'event' && subject.topic === 'image' && subject.action === 'delete',
  );
}
