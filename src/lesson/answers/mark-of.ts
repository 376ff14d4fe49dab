import { isWhiteout } from '../../world/file-kind.ts';
import { absentOr, text } from '../../world/shape.ts';
import { defineAnswer } from '../answer.ts';
import { evidenceOf, gazeAtStacks, makers, namesOf, stacksBy, type Maker } from '../stack.ts';
import { say } from '../say.ts';

interface Given {
  readonly path: string;
  readonly by?: Maker;
}

/** How the upper layer of the overlay or container that was made last hides what is below a name. */
export const markOf = defineAnswer<Given>(
  { path: text<string>(), by: absentOr(text(...makers)) },
  ['whiteout', 'opaque', 'nothing'],
  (world, { path, by = 'docker' }) => {
    const stack = stacksBy(world, by).at(-1);
    const name = stack && namesOf(world, stack)?.find((each) => each.path === path);
    if (!stack || !name) return null;
    const [upper] = name.versions;
    const evidence = evidenceOf(world, stack, name);
    if (upper && isWhiteout(upper))
      return {
        key: 'whiteout',
        text: say`In ${stack.upper.path}, ${path} is a whiteout.`,
        evidence,
      };
    return upper?.opaque
      ? {
          key: 'opaque',
          text: say`In ${stack.upper.path}, ${path} is a folder marked opaque.`,
          evidence,
        }
      : { key: 'nothing', text: say`In ${stack.upper.path} nothing hides ${path}.`, evidence };
  },
  (world, { by = 'docker' }) => gazeAtStacks(stacksBy(world, by)),
);
