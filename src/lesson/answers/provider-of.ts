import { absentOr, text } from '../../world/shape.ts';
import { defineAnswer } from '../answer.ts';
import { evidenceOf, gazeAtStacks, makers, namesOf, stacksBy, type Maker } from '../stack.ts';
import { say } from '../say.ts';

interface Given {
  readonly path: string;
  readonly by?: Maker;
}

/** Which layer the overlay or container that was made last shows a path from: its own, or one of those below. */
export const providerOf = defineAnswer<Given>(
  { path: text<string>(), by: absentOr(text(...makers)) },
  ['upper', 'lower', 'none'],
  (world, { path, by = 'docker' }) => {
    const stacks = stacksBy(world, by);
    const stack = stacks.at(-1);
    const name = stack && namesOf(world, stack)?.find((each) => each.path === path);
    if (!stack || !name) return null;
    const [upper] = name.versions;
    const evidence = evidenceOf(world, stack, name);
    if (name.provider < 0)
      return { key: 'none', text: say`In ${stack.name} there is no ${path} to be seen.`, evidence };
    return upper && name.provider === 0
      ? {
          key: 'upper',
          text: say`${stack.name} shows ${path} from its own, the upper layer.`,
          evidence,
        }
      : {
          key: 'lower',
          text: say`${stack.name} shows ${path} from a layer below its own.`,
          evidence,
        };
  },
  (world, { by = 'docker' }) => gazeAtStacks(stacksBy(world, by)),
);
