import type { Container, Process, World } from '../world/model.ts';
import { containerOf, processByPid } from '../world/query.ts';
import { programOf, settledProcesses } from './program.ts';
import { say } from './say.ts';

/** Docker's client while it talks with the daemon: the processes of the program `docker`. */
export function clientsOf(world: World): Process[] {
  return settledProcesses(world).filter(
    (each) => programOf(each) === 'docker' && containerOf(world, each) === null,
  );
}

/** The first process of each container that runs. */
export function firstProcesses(world: World) {
  return [...world.containers.values()].flatMap((container) => {
    const process = container.pid > 0 ? processByPid(world, container.pid) : null;
    return process && container.status === 'running' ? [{ container, process }] : [];
  });
}

/** Processes above one, its parent first. */
export function ancestorsOf(world: World, process: Process): Process[] {
  const parent = process.parent === null ? undefined : world.processes.get(process.parent);
  return parent ? [parent, ...ancestorsOf(world, parent)] : [];
}

/** "exited" and the like, as docker says it. */
export function stateOf({ name, status }: Container): string {
  return say`The container ${name} does not run: it is ${status}.`;
}
