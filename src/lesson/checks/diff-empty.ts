import { isWhiteout } from '../../world/file-kind.ts';
import { noGaze } from '../../world/gaze.ts';
import type { World } from '../../world/model.ts';
import { text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { firstProcesses } from '../client.ts';
import { wordList } from '../program.ts';
import { gazeAtStacks, stacksBy } from '../stack.ts';
import { say } from '../say.ts';

interface Given {
  readonly name: string;
  /** What the container must show all the same, by its path in the layers. */
  readonly shows: string;
}

/** A container that runs has nothing in its own layer, and shows a file nevertheless: a layer of its image has it. */
export const diffEmpty = defineCheck<Given>(
  { name: text<string>(), shows: text<string>() },
  (world, { name, shows }) => {
    const stack = stackOf(world, name);
    const own = stack && world.layers.get(stack.upper.id);
    if (!stack || !own) return failed(say`No container named ${name} runs.`);
    const names = [...own.files.keys()].filter((path) => path !== '');
    if (names.length > 0)
      return failed(say`The own layer of ${name} has ${wordList(names.slice(0, 4))} in it.`, [
        own.evidence,
      ]);
    const below = stack.lowers.flatMap(({ id }) => world.layers.get(id) ?? []);
    const provider = below.find(({ files }) => files.has(shows));
    const file = provider?.files.get(shows);
    return provider && file && !isWhiteout(file)
      ? passed(say`${name} shows ${shows} from a layer of its image, and has nothing in its own.`, [
          own.evidence,
          provider.evidence,
        ])
      : failed(say`${name} has nothing in its own layer, but does not show ${shows} any more.`);
  },
  (world, { name }) => {
    const stack = stackOf(world, name);
    return stack ? gazeAtStacks([stack]) : noGaze;
  },
);

function stackOf(world: World, name: string) {
  const runs = firstProcesses(world).some(({ container }) => container.name === name);
  return runs ? stacksBy(world, 'docker').find((each) => each.name === name) : undefined;
}
