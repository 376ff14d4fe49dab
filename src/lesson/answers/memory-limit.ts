import { defineAnswer } from '../answer.ts';
import { oomKills } from '../oom.ts';
import { say } from '../say.ts';

/** What a limit on memory led to: the kernel killed somebody for it, or all was kept within it. */
export const memoryLimit = defineAnswer<object>({}, ['killed', 'kept'], (world) => {
  const kill = oomKills(world).at(-1);
  if (kill) {
    const [, target = say`a process`] = kill.arguments;
    return {
      key: 'killed',
      text: say`The kernel had no memory left within the limit, and killed ${target}.`,
      evidence: [kill.evidence],
    };
  }
  const limited = [...world.cgroups.values()].find(
    ({ files }) => files['memory.max'] !== undefined && files['memory.max'].trim() !== 'max',
  );
  return limited
    ? {
        key: 'kept',
        text: say`All processes of ${limited.path} are within their limit.`,
        evidence: limited.evidence.filter(({ path }) => /memory\.(max|current)$/.test(path)),
      }
    : null;
});
