import type { Container, Process, World } from '../../world/model.ts';
import { containerOf, membersOf, processesOf } from '../../world/query.ts';
import { count } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { nameOf, programOf, settledProcesses, wordList } from '../program.ts';
import { say } from '../say.ts';

/** A container's PID namespace has at least so many processes. */
export const processesInOneContainer = defineCheck<{ count: number }>({ count }, (world, given) => {
  const settled = new Set(settledProcesses(world));
  const running = [...world.containers.values()].filter(({ status }) => status === 'running');
  const crowds = running.map((container) => ({
    container,
    inside: insideOf(world, container).filter((each) => settled.has(each)),
  }));
  const full = crowds.find(({ inside }) => inside.length >= given.count);
  if (full) {
    const pairs = full.inside.map(
      ({ pids, ...each }) =>
        say`${programOf({ ...each, pids })} is ${String(pids.at(-1))} inside and ${String(pids[0])} outside`,
    );
    const evidence = full.inside.flatMap(({ evidence }) =>
      evidence.filter(({ path }) => path.endsWith('/status')),
    );
    return passed(say`In ${full.container.name}, ${wordList(pairs)}.`, evidence);
  }
  if (crowds.length === 0) return failed(say`No container is running.`);
  if (crowds.filter(({ inside }) => inside.length > 0).length > 1) {
    const names = wordList(crowds.map(({ container }) => container.name));
    return failed(
      say`${names} run one process each. Each container has a PID namespace of its own; put two processes into the same one.`,
    );
  }
  return failed(onlyOne(world, crowds[0]?.inside[0], crowds[0]?.container));
});

/** All processes of the PID namespace that the container's first process is in, however they came there. */
function insideOf(world: World, container: Container): Process[] {
  const [first] = processesOf(world, container).filter(({ pids }) => pids.length > 1);
  return first ? membersOf(world, first.namespaces.pid) : [];
}

function onlyOne(
  world: World,
  first: Process | undefined,
  container: Container | undefined,
): string {
  if (!first || !container) return say`The container has no process yet.`;
  const twin = settledProcesses(world).find(
    (each) => programOf(each) === programOf(first) && containerOf(world, each) === null,
  );
  const only = say`In ${container.name} there is only ${nameOf(first)}.`;
  return twin ? say`${only} ${nameOf(twin)} runs outside of it.` : only;
}
