import type { Container } from '../../world/model.ts';
import { absentOr, text } from '../../world/shape.ts';
import { defineAnswer } from '../answer.ts';
import { say } from '../say.ts';

/** Exit codes above this are 128 and the number of the signal that ended the process. */
const signalBase = 128;

/** How the first process of a container ended: of the one of this name, or of that which was made last. */
export const exitOfContainer = defineAnswer<{ name?: string }>(
  { name: absentOr(text<string>()) },
  ['success', 'failure', 'unstartable', 'killed'],
  (world, { name }) => {
    const ended = [...world.containers.values()].filter(
      ({ exit, status }) =>
        exit !== null && (status === 'exited' || (status === 'created' && exit > 0)),
    );
    const found = ended.findLast((each) => name === undefined || each.name === name);
    return found ? { ...classOf(found), evidence: [] } : null;
  },
);

function classOf({ name, exit }: Container) {
  const code = exit ?? 0;
  const ended = say`${name} has ended with ${String(code)}`;
  if (code === 0) return { key: 'success', text: say`${ended}, which says that all went well.` };
  if (code > signalBase)
    return {
      key: 'killed',
      text: say`${ended}, which is 128 + ${String(code - signalBase)}: that signal ended it.`,
    };
  if (code >= 125)
    return { key: 'unstartable', text: say`${ended}: its program could not be started.` };
  return { key: 'failure', text: say`${ended}: the program itself reported a failure.` };
}
