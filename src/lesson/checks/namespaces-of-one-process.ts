import { namespaceKinds, type NamespaceKind, type Process } from '../../world/model.ts';
import { privateNamespaces } from '../../world/query.ts';
import { list, text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { kindList, nameOf, settledProcesses } from '../program.ts';
import { say } from '../say.ts';

interface Given {
  readonly own: readonly NamespaceKind[];
  readonly shared: readonly NamespaceKind[];
}

/** A process has namespaces of its own of these kinds, and shares those of the others with the host. */
export const namespacesOfOneProcess = defineCheck<Given>(
  { own: list(text(...namespaceKinds)), shared: list(text(...namespaceKinds)) },
  (world, given) => {
    const settled = settledProcesses(world).map((process) => ({
      process,
      kinds: new Set(privateNamespaces(world, process).map(({ kind }) => kind)),
    }));
    const found = settled.find(
      ({ kinds }) =>
        given.own.every((kind) => kinds.has(kind)) && !given.shared.some((kind) => kinds.has(kind)),
    );
    if (found)
      return passed(
        say`${nameOf(found.process)} has its own ${kindList(given.own)} namespaces, and the host’s ${kindList(given.shared)} namespace.`,
        linksOf(found.process, [...given.own, ...given.shared]),
      );
    return failed(whyNot(settled, given));
  },
);

function linksOf({ evidence }: Process, kinds: readonly NamespaceKind[]) {
  return evidence.filter(({ path }) => kinds.some((kind) => path.endsWith(`/ns/${kind}`)));
}

interface Settled {
  readonly process: Process;
  readonly kinds: ReadonlySet<NamespaceKind>;
}

function whyNot(settled: readonly Settled[], { own, shared }: Given): string {
  const apart = settled.filter(({ kinds }) => kinds.size > 0);
  const whole = apart.find(({ kinds }) => own.every((kind) => kinds.has(kind)));
  if (whole) {
    const extra = shared.filter((kind) => whole.kinds.has(kind));
    return say`${nameOf(whole.process)} has its own ${kindList(extra)} namespace too. That one was to be the host’s.`;
  }
  const partly = apart.find(({ kinds }) => own.some((kind) => kinds.has(kind)));
  if (!partly) return say`Every process but the shells you know shares all of this with the host.`;
  const missing = own.filter((kind) => !partly.kinds.has(kind));
  return say`${nameOf(partly.process)} shares with the host what it was to have for itself: ${kindList(missing)}.`;
}
