import type { Container, Image, World } from '../world/model.ts';

/** "busybox:latest", or the beginning of the identity of an image without a name. */
export function nameOfImage({ names, id }: Image): string {
  return names[0] ?? id.slice('sha256:'.length, 'sha256:'.length + 12);
}

/** Whether one of an image's names is this, whatever its tag. */
export function isCalled({ names }: Image, repository: string): boolean {
  return names.some((name) => name === repository || name.startsWith(`${repository}:`));
}

/** Containers that were made of the image of this name. */
export function containersOf(world: World, repository: string): Container[] {
  return [...world.containers.values()].filter((container) => {
    const image = world.images.get(container.imageId);
    return image !== undefined && isCalled(image, repository);
  });
}
