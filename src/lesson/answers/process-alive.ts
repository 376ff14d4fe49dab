import { text } from '../../world/shape.ts';
import { defineAnswer } from '../answer.ts';
import { nameOf, processesRunning } from '../program.ts';
import { say } from '../say.ts';

/** Whether a process that ran a program is still there. */
export const processAlive = defineAnswer<{ command: string }>(
  { command: text<string>() },
  ['alive', 'dead'],
  (world, { command }) => {
    const [running] = processesRunning(world, command);
    if (running)
      return {
        key: 'alive',
        text: say`${nameOf(running)} is still there.`,
        evidence: running.evidence.filter(({ path }) => path.endsWith('/stat')),
      };
    const begun = world.requests.findLast(
      ({ call, arguments: [path = ''] }) =>
        call === 'execve' && path.slice(path.lastIndexOf('/') + 1) === command,
    );
    if (!begun) return null;
    const pid = String(begun.pid);
    const ended = world.requests.findLast(
      (each) => each.call === 'exit' && each.process === begun.process,
    );
    const evidence = [begun, ...(ended ? [ended] : [])].map((each) => each.evidence);
    return {
      key: 'dead',
      text: say`${command} (PID ${pid}) was started, and is no more.`,
      evidence,
    };
  },
);
