import type { Evidence, Process } from '../../world/model.ts';
import { privateNamespaces } from '../../world/query.ts';
import { text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { kindList, nameOf, programOf, settledProcesses } from '../program.ts';
import { say } from '../say.ts';

/** A process runs this program and shares every namespace with the host. */
export const processOnHost = defineCheck<{ command: string }>(
  { command: text<string>() },
  (world, { command }) => {
    const running = settledProcesses(world).filter((each) => programOf(each) === command);
    const plain = running.find((each) => privateNamespaces(world, each).length === 0);
    if (plain)
      return passed(
        say`${nameOf(plain)} runs and shares every namespace with the host.`,
        namespaceEvidence(plain),
      );
    const apart = running[0];
    if (apart) {
      const kinds = privateNamespaces(world, apart).map(({ kind }) => kind);
      return failed(
        say`${nameOf(apart)} runs, but with namespaces of its own: ${kindList(kinds)}. A plain process of the host has none.`,
        namespaceEvidence(apart),
      );
    }
    const gone = world.departed.find(({ process }) => programOf(process) === command);
    return failed(
      gone
        ? say`${nameOf(gone.process)} has ended already.`
        : say`No process runs the program ${command} now.`,
    );
  },
);

function namespaceEvidence(process: Process): Evidence[] {
  const at = process.evidence[0]?.at ?? process.since;
  return Object.entries(process.namespaces).map(([kind, id]) => ({
    path: `/proc/${String(process.pid)}/ns/${kind}`,
    text: id,
    at,
  }));
}
