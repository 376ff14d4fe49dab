import type { World } from '../../world/model.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { clientsOf, firstProcesses, stateOf } from '../client.ts';
import { nameOf } from '../program.ts';
import { say } from '../say.ts';

/** A container runs, and no docker client is there. */
export const containerWithoutClient = defineCheck<object>({}, (world) => {
  const [client] = clientsOf(world);
  const [running] = firstProcesses(world);
  if (client || !running) return failed(whyNot(world));
  return passed(
    say`No client is there any more, and ${nameOf(running.process)} of the container ${running.container.name} goes on.`,
    running.process.evidence.filter(({ path }) => path.endsWith('/stat')),
  );
});

function whyNot(world: World): string {
  const [client] = clientsOf(world);
  if (client)
    return client.status === 'stopped'
      ? say`${nameOf(client)} stands still, but is there.`
      : say`${nameOf(client)}, the client, is still there.`;
  const last = [...world.containers.values()].at(-1);
  return last ? stateOf(last) : say`The client is gone, and so is the container.`;
}
