import { namespaceKinds, type NamespaceKind, type Process, type World } from '../../world/model.ts';
import { containerOf, privateNamespaces } from '../../world/query.ts';
import { list, text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { kindList, nameOf, settledProcesses } from '../program.ts';
import { say } from '../say.ts';

/** A process outside of every container is number 1 of a PID namespace, and has these other namespaces of its own too. */
export const firstProcessByHand = defineCheck<{ own: readonly NamespaceKind[] }>(
  { own: list(text(...namespaceKinds)) },
  (world, { own }) => {
    const outside = settledProcesses(world).filter((each) => containerOf(world, each) === null);
    const firsts = outside.filter(({ pids }) => pids.length > 1 && pids.at(-1) === 1);
    for (const first of firsts) {
      const missing = own.filter((kind) => !kindsOf(world, first).includes(kind));
      if (missing.length > 0) continue;
      const [pid = 0] = first.pids;
      return passed(
        say`${nameOf(first)} is number 1 of a PID namespace that no container owns. The host still sees it as ${String(pid)}.`,
        first.evidence.filter(({ path }) => path.endsWith('/status')),
      );
    }
    return failed(whyNot(world, { outside, firsts, own }));
  },
);

interface Found {
  readonly outside: readonly Process[];
  readonly firsts: readonly Process[];
  readonly own: readonly NamespaceKind[];
}

function whyNot(world: World, { outside, firsts, own }: Found): string {
  const [first] = firsts;
  if (first) {
    const missing = own.filter((kind) => !kindsOf(world, first).includes(kind));
    return say`${nameOf(first)} is number 1 of its own PID namespace, but shares with the host: ${kindList(missing)}.`;
  }
  const unforked = outside.find((process) => askedForPids(world, process));
  if (unforked)
    return say`${nameOf(unforked)} asked for a new PID namespace, but no process ever changes its own number: only its children are born there. It has to fork.`;
  const apart = outside.find((each) => kindsOf(world, each).length > 0);
  if (apart)
    return say`${nameOf(apart)} has namespaces of its own (${kindList(kindsOf(world, apart))}), but not one for PIDs.`;
  return [...world.processes.values()].some(({ pids }) => pids.length > 1)
    ? say`The only processes in PID namespaces of their own are in containers. Make one without docker.`
    : say`Every process is in the host’s PID namespace.`;
}

function kindsOf(world: World, process: Process): NamespaceKind[] {
  return privateNamespaces(world, process).map(({ kind }) => kind);
}

function askedForPids(world: World, process: Process): boolean {
  return world.requests.some(
    (request) =>
      request.process === process.id &&
      request.call === 'unshare' &&
      request.arguments.includes('CLONE_NEWPID'),
  );
}
