import { isObject } from '../../world/shape.ts';
import type { Container, World } from '../../world/model.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { dockerFile, gazeAtFiles, lineOf, textOf } from '../guest-file.ts';
import { say } from '../say.ts';

/** A container runs that had ended before: docker keeps when. */
export const containerStartedAgain = defineCheck<object>(
  {},
  (world) => {
    for (const container of world.containers.values()) {
      const ended = endOf(world, container);
      if (container.status !== 'running' || ended === null) continue;
      return passed(
        say`The container ${container.name} ended at ${ended.slice(11, 19)}, and runs again: the same container, another process.`,
        [lineOf(world, stateFile(container), `"FinishedAt":"${ended}"`)],
      );
    }
    return failed(whyNot(world));
  },
  (world) => gazeAtFiles([...world.containers.values()].map(stateFile)),
);

function stateFile(container: Container): string {
  return dockerFile(container, 'config.v2.json');
}

/** When a container last ended; null if it never did, or is not known. */
function endOf(world: World, container: Container): string | null {
  try {
    const kept: unknown = JSON.parse(textOf(world, stateFile(container)) ?? 'null');
    const state = isObject(kept) ? kept['State'] : null;
    const ended = isObject(state) ? state['FinishedAt'] : null;
    return typeof ended === 'string' && !ended.startsWith('0001') ? ended : null;
  } catch {
    return null; // longer than what is read of a file
  }
}

function whyNot(world: World): string {
  const containers = [...world.containers.values()];
  const idle = containers.find(({ status }) => status !== 'running');
  const fresh = containers.find(({ status }) => status === 'running');
  if (idle && fresh)
    return say`${fresh.name} runs, for the first time. ${idle.name} is still ${idle.status}.`;
  if (idle) return say`The container ${idle.name} is ${idle.status}.`;
  return fresh
    ? say`${fresh.name} runs, and has run since it was made.`
    : say`There is no container any more that could be started again.`;
}
