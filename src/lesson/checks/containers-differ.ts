import type { Name } from '../../world/merge.ts';
import type { World } from '../../world/model.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { evidenceOf, gazeAtStacks, namesOf, stacksBy, type Stack } from '../stack.ts';
import { wordList } from '../program.ts';
import { say } from '../say.ts';

/** Two containers on one image: a file is seen from the image in one, and from the container's own layer in the other. */
export const containersDiffer = defineCheck<object>(
  {},
  (world) => {
    const stacks = stacksBy(world, 'docker');
    for (const changed of stacks)
      for (const plain of stacks) {
        if (plain === changed || plain.image?.id !== changed.image?.id) continue;
        const name = differing(world, changed, plain);
        if (name)
          return passed(
            say`Both stand on ${changed.container?.image ?? say`one image`}. ${changed.name} sees its own /${name.path}, ${plain.name} sees the image’s.`,
            evidenceOf(world, changed, name),
          );
      }
    return failed(whyNot(world, stacks));
  },
  (world) => gazeAtStacks(stacksBy(world, 'docker')),
);

/** A file of the image that one container has changed and the other has not. */
function differing(world: World, changed: Stack, plain: Stack): Name | undefined {
  const untouched = new Set(
    (namesOf(world, plain) ?? [])
      .filter((name) => name.change === 'same' && !name.directory)
      .map(({ path }) => path),
  );
  return ownFiles(world, changed).find(({ path }) => untouched.has(path));
}

function ownFiles(world: World, stack: Stack): Name[] {
  const names = namesOf(world, stack) ?? [];
  return names.filter(({ change }) => change === 'modified' || change === 'replaced');
}

function whyNot(world: World, stacks: readonly Stack[]): string {
  const [first, ...others] = stacks;
  if (!first) return say`There is no container yet.`;
  if (stacks.some((stack) => namesOf(world, stack) === null))
    return say`The layers are being looked at.`;
  const twin = stacks.find((a) => stacks.some((b) => a !== b && a.image?.id === b.image?.id));
  if (!twin)
    return others.length === 0
      ? say`There is one container, ${first.name}. It takes a second one of the same image to compare.`
      : say`The containers stand on different images.`;
  const changed = stacks.filter((stack) => ownFiles(world, stack).length > 0);
  const [one] = changed;
  if (!one) return say`In no container does a file of the image read otherwise than in the image.`;
  return changed.length === 1
    ? say`${one.name} has a file of the image in its own layer, but no other container stands on that image.`
    : say`${wordList(changed.map(({ name }) => name))} have changed the same files: one is to be left as the image has it.`;
}
