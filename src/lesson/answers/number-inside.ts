import type { World } from '../../world/model.ts';
import { text } from '../../world/shape.ts';
import { defineAnswer, type Answer } from '../answer.ts';
import { processesRunning } from '../program.ts';
import { say } from '../say.ts';

/** Whether a process, of those that run a program one in a PID namespace of its own, has the same number there as on the host. */
export const numberInside = defineAnswer<{ command: string }>(
  { command: text<string>() },
  ['same', 'other'],
  (world, { command }) => find(world, command),
);

function find(world: World, command: string): Answer | null {
  const running = processesRunning(world, command);
  const process = running.find(({ pids }) => pids.length > 1) ?? running[0];
  if (!process) return null;
  const { pids, pid } = process;
  const inside = pids.at(-1) ?? pid;
  const evidence = process.evidence
    .filter(({ path }) => path.endsWith('/status'))
    .map((each) => ({ ...each, text: /^NSpid:.*$/m.exec(each.text)?.[0] ?? each.text }));
  return inside === pid
    ? { key: 'same', text: say`${command} is ${String(pid)}, for everyone.`, evidence }
    : {
        key: 'other',
        text: say`${command} is ${String(inside)} where it is, and ${String(pid)} on the host.`,
        evidence,
      };
}
