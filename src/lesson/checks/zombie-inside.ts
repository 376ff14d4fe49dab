import type { Process, World } from '../../world/model.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { nameOf } from '../program.ts';
import { say } from '../say.ts';

/** In a PID namespace other than the host's, a process has ended and number 1 has not asked for its exit code. */
export const zombieInside = defineCheck<object>({}, (world) => {
  const dead = [...world.processes.values()].filter(({ status }) => status === 'zombie');
  for (const zombie of dead) {
    const first = firstAbove(world, zombie);
    if (!first) continue;
    const number = String(zombie.pids.at(-1));
    return passed(
      say`${zombie.comm} has ended, but keeps its number, ${number} inside and ${String(zombie.pid)} outside. Its parent is ${nameOf(first)}, number 1 there, which does not ask for it.`,
      zombie.evidence.filter(({ path }) => path.endsWith('/stat') || path.endsWith('/status')),
    );
  }
  return failed(whyNot(world, dead));
});

/** The parent of a process, if it is number 1 of a PID namespace below the host's. */
function firstAbove(world: World, { parent, pids }: Process): Process | null {
  const above = parent && world.processes.get(parent);
  return above && pids.length > 1 && above.pids.length > 1 && above.pids.at(-1) === 1
    ? above
    : null;
}

function whyNot(world: World, dead: readonly Process[]): string {
  if (dead.length > 0)
    return say`There is a zombie, but not as the child of a number 1 in a container.`;
  const child = [...world.processes.values()].find((each) => firstAbove(world, each) !== null);
  return child
    ? say`${nameOf(child)} is a child of number 1 in its PID namespace, but has not ended.`
    : say`No number 1 of a PID namespace has a child now. One whose parent waited for it is gone without a trace.`;
}
