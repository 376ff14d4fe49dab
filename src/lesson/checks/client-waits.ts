import type { World } from '../../world/model.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { ancestorsOf, clientsOf, firstProcesses, stateOf } from '../client.ts';
import { nameOf } from '../program.ts';
import { say } from '../say.ts';

/** A docker client waits while a container runs, whose first process is not one of its children. */
export const clientWaits = defineCheck<object>({}, (world) => {
  const [client] = clientsOf(world);
  const [running] = firstProcesses(world);
  if (!client || !running) return failed(whyNot(world));
  const { process, container } = running;
  const joined = world.traffic.some(
    ({ subject }) => subject.kind === 'attach' && subject.container === container.id,
  );
  if (!joined)
    return failed(
      say`${nameOf(client)} only waits for the daemon’s answer, not for ${container.name}.`,
    );
  const above = ancestorsOf(world, process);
  const [parent] = above;
  if (above.includes(client) || !parent)
    return failed(say`${nameOf(process)} of ${container.name} is a child of ${nameOf(client)}.`);
  return passed(
    say`${nameOf(client)} is the client, and waits. ${nameOf(process)} is the container ${container.name}: a child of ${nameOf(parent)}, not of the client.`,
    process.evidence.filter(({ path }) => path.endsWith('/stat')),
  );
});

function whyNot(world: World): string {
  const [running] = firstProcesses(world);
  if (running)
    return say`The container ${running.container.name} runs, but no client is there any more: it has told the daemon what to do, and ended.`;
  const last = [...world.containers.values()].at(-1);
  return last ? stateOf(last) : say`No container runs, and no client waits.`;
}
