import { namespaceKinds, type NamespaceKind } from '../../world/model.ts';
import { privateNamespaces } from '../../world/query.ts';
import { text } from '../../world/shape.ts';
import { defineAnswer } from '../answer.ts';
import { kindList, nameOf, processesRunning } from '../program.ts';
import { say } from '../say.ts';

interface Given {
  readonly command: string;
  readonly kind: NamespaceKind;
}

/** Whether a process, of those that run a program one that is apart from the host, has a namespace of this kind for itself, or the host's. */
export const namespaceOf = defineAnswer<Given>(
  { command: text<string>(), kind: text(...namespaceKinds) },
  ['own', 'shared'],
  (world, { command, kind }) => {
    const running = processesRunning(world, command);
    const process = running.find((each) => privateNamespaces(world, each).length > 0) ?? running[0];
    if (!process) return null;
    const own = privateNamespaces(world, process).some((each) => each.kind === kind);
    const evidence = process.evidence.filter(({ path }) => path.endsWith(`/ns/${kind}`));
    const name = say`${kindList([kind])} namespace`;
    return own
      ? { key: 'own', text: say`${nameOf(process)} has a ${name} other than the host’s.`, evidence }
      : { key: 'shared', text: say`${nameOf(process)} has the host’s ${name}.`, evidence };
  },
);
