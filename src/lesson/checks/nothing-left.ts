import type { World } from '../../world/model.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { nameOfImage } from '../image-name.ts';
import { wordList } from '../program.ts';
import { say } from '../say.ts';

/** Containers and images were here, and all of them were removed. */
export const nothingLeft = defineCheck<object>({}, (world) => {
  const containers = [...world.containers.values()];
  if (containers.length > 0) {
    const names = wordList(containers.map(({ name, status }) => `${name} (${status})`));
    return failed(
      containers.length === 1
        ? say`There is still a container: ${names}. As long as there is one, its image is needed.`
        : say`There are still containers: ${names}. As long as there is one, its image is needed.`,
    );
  }
  const images = [...world.images.values()].map(nameOfImage);
  if (images.length > 0) {
    return failed(
      images.length === 1
        ? say`No container is left, but ${wordList(images)} is still here.`
        : say`No container is left, but ${wordList(images)} are still here.`,
    );
  }
  const removed = removalOf(world);
  return removed
    ? passed(say`No container and no image is left.`, removed.evidence)
    : failed(say`There is nothing here, and nothing was removed.`);
});

/** That the daemon told of an image's end. */
function removalOf(world: World) {
  return world.traffic.findLast(
    ({ subject }) =>
      subject.kind === 'event' && subject.topic === 'image' && subject.action === 'delete',
  );
}
