import type { Container, World } from '../../world/model.ts';
import { processesOf } from '../../world/query.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { nameOf } from '../program.ts';
import { say } from '../say.ts';

/** Exit codes above this are 128 and the number of the signal that ended the process. */
const signalBase = 128;

/** A container has ended because a signal ended its first process. */
export const containerKilled = defineCheck<object>({}, (world) => {
  const containers = [...world.containers.values()];
  const killed = containers.find(({ status, exit }) => status === 'exited' && byKill(exit));
  if (killed)
    return passed(
      say`The container ${killed.name} has ended with ${String(killed.exit)}, which is 128 + ${String((killed.exit ?? 0) - signalBase)}, the number of the signal.`,
      [],
    );
  const running = containers.find(({ status }) => status === 'running' || status === 'paused');
  if (running) return failed(stillThere(world, running));
  const ended = containers.find(({ status }) => status === 'exited');
  return failed(
    ended
      ? say`The container ${ended.name} has ended with ${String(ended.exit ?? 0)}, but by itself: no signal killed it.`
      : say`There is no container. Start one, then end it from the host.`,
  );
});

function byKill(exit: number | null): boolean {
  return exit === signalBase + 9 || exit === signalBase + 15;
}

function stillThere(world: World, container: Container): string {
  const [first] = processesOf(world, container).filter(({ pids }) => pids.at(-1) === 1);
  if (!first) return say`The container ${container.name} is still ${container.status}.`;
  if (container.status === 'paused')
    return say`The container ${container.name} is paused: ${nameOf(first)} stands still but is there.`;
  const ignored = world.signals.findLast(({ to, signal }) => to === first.id && signal !== 9);
  return ignored
    ? say`Signal ${String(ignored.signal)} reached ${nameOf(first)}, but the first process of a PID namespace is spared every signal that it has no handler for. Only SIGKILL, number 9, cannot be refused.`
    : say`${nameOf(first)}, the first process of the container ${container.name}, is still there.`;
}
