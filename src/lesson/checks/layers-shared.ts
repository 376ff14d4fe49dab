import type { Image, World } from '../../world/model.ts';
import { count } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { byteText } from '../byte-text.ts';
import { nameOfImage } from '../image-name.ts';
import { overlaysOf } from '../../world/overlay.ts';
import { gazeAtStacks, ownBytes, stacksBy, type Stack } from '../stack.ts';
import { say } from '../say.ts';

/** So many running containers stand on the same directories, and all their own layers together are less than a tenth of those. */
export const layersShared = defineCheck<{ containers: number }>(
  { containers: count },
  (world, given) => {
    for (const [image, stacks] of byImage(world)) {
      if (stacks.length < given.containers) continue;
      if (stacks.some(({ upper }) => !world.layers.has(upper.id)))
        return failed(say`The layers are being looked at.`);
      const own = stacks.reduce((sum, stack) => sum + ownBytes(world, stack), 0);
      const said = say`${String(stacks.length)} containers of ${nameOfImage(image)} stand on the same ${directories(image)} of ${byteText(image.size)}, and have ${byteText(own)} of their own between them`;
      if (own * 10 > image.size) return failed(say`${said}. That is more than a tenth.`);
      const uppers = new Set(stacks.map(({ upper }) => upper.id));
      const mounts = overlaysOf(world).filter(({ upper }) => upper && uppers.has(upper.id));
      return passed(
        say`${said}. Copies would take ${byteText(image.size * stacks.length)}.`,
        mounts.map(({ mount }) => mount.evidence),
      );
    }
    return failed(whyNot(world, given.containers));
  },
  (world) => gazeAtStacks(stacksBy(world, 'docker').map((stack) => ({ ...stack, lowers: [] }))),
);

function byImage(world: World): Map<Image, Stack[]> {
  const running = new Map<Image, Stack[]>();
  for (const stack of stacksBy(world, 'docker'))
    if (stack.image && stack.container?.status === 'running')
      running.set(stack.image, [...(running.get(stack.image) ?? []), stack]);
  return running;
}

function directories({ directories: { length } }: Image): string {
  return length === 1 ? say`directory` : say`${String(length)} directories`;
}

function whyNot(world: World, wanted: number): string {
  const most = [...byImage(world)].sort(([, a], [, b]) => b.length - a.length)[0];
  if (!most) return say`No container runs.`;
  const [image, { length }] = most;
  const still =
    length === 1
      ? say`One container of ${nameOfImage(image)} runs. ${wanted} are asked for`
      : say`${length} containers of ${nameOfImage(image)} run. ${wanted} are asked for`;
  return world.containers.size > length
    ? say`${still}; others do not run, or stand on other images.`
    : `${still}.`;
}
