import { joinGazes } from '../../world/gaze.ts';
import type { World } from '../../world/model.ts';
import { text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { firstProcesses } from '../client.ts';
import { gazeAtFiles, lineOf, textOf } from '../guest-file.ts';
import { wordList } from '../program.ts';
import { gazeAtStacks, stacksBy } from '../stack.ts';

interface Given {
  readonly name: string;
  /** What the container must show all the same, by its path inside. */
  readonly shows: string;
}

/** A container that runs has nothing in its own layer, and shows a file nevertheless. */
export const diffEmpty = defineCheck<Given>(
  { name: text<string>(), shows: text<string>() },
  (world, { name, shows }) => {
    const running = pathsOf(world, shows).find(({ container }) => container.name === name);
    const stack = stackOf(world, name);
    const layer = stack && world.layers.get(stack.upper.id);
    if (!running || !layer) return failed(`No container named ${name} runs.`);
    const own = [...layer.files.keys()].filter((path) => path !== '');
    if (own.length > 0)
      return failed(`The own layer of ${name} has ${wordList(own.slice(0, 4))} in it.`, [
        layer.evidence,
      ]);
    const shown = textOf(world, running.path) ?? '';
    return shown === ''
      ? failed(`${name} has nothing in its own layer, but does not show ${shows} any more.`)
      : passed(`${name} shows ${shows}, and has nothing in its own layer.`, [
          layer.evidence,
          lineOf(world, running.path, shown),
        ]);
  },
  (world, { name, shows }) => {
    const stack = stackOf(world, name);
    return joinGazes([
      gazeAtStacks(stack ? [stack] : []),
      gazeAtFiles(
        pathsOf(world, shows)
          .filter(({ container }) => container.name === name)
          .map(({ path }) => path),
      ),
    ]);
  },
);

function stackOf(world: World, name: string) {
  return stacksBy(world, 'docker').find((each) => each.name === name);
}

/** Where the host finds what the containers that run show there. */
function pathsOf(world: World, file: string) {
  return firstProcesses(world).map(({ container, process }) => ({
    container,
    path: `/proc/${String(process.pid)}/root${file}`,
  }));
}
