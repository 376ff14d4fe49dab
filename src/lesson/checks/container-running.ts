import type { Container, World } from '../../world/model.ts';
import { processesOf } from '../../world/query.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { nameOf, settledProcesses } from '../program.ts';
import { say } from '../say.ts';

/** A container has a process that runs its command. */
export const containerRunning = defineCheck<object>({}, (world) => {
  const settled = new Set(settledProcesses(world));
  for (const container of world.containers.values()) {
    const [first] = processesOf(world, container).filter((each) => settled.has(each));
    if (container.status !== 'running' || !first) continue;
    const row = `0::${container.cgroup}`;
    return passed(
      say`The container ${container.name} is running. The kernel knows it as a process: ${nameOf(first)}.`,
      first.evidence.filter(({ text }) => text.startsWith(row)),
    );
  }
  return failed(whyNot(world));
});

function whyNot(world: World): string {
  const newest = [...world.containers.values()].at(-1);
  if (!newest) {
    return world.images.size > 0
      ? say`There is no container yet. An image alone runs nothing.`
      : say`There is no container yet.`;
  }
  return stateOf(newest);
}

function stateOf({ name, status, exit }: Container): string {
  switch (status) {
    case 'created':
      return say`The container ${name} was created but not started: it has no process.`;
    case 'exited':
    case 'dead':
      return say`The container ${name} has ended (exit code ${String(exit ?? 0)}): its process came to its end, and the container with it.`;
    case 'paused':
      return say`The container ${name} is paused: its processes stand still.`;
    default:
      return say`The container ${name} is on its way: ${status}.`;
  }
}
