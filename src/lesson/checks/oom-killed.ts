import { defineCheck, failed, passed } from '../check.ts';
import { oomKills } from '../oom.ts';
import { say } from '../say.ts';

/** The kernel has killed a process because no memory was left for it. */
export const oomKilled = defineCheck<object>({}, (world) => {
  const kill = oomKills(world).at(-1);
  if (kill)
    return passed(
      say`The kernel found no memory left and killed ${kill.arguments[1] ?? say`a process`}, with a signal that nobody can refuse.`,
      [kill.evidence],
    );
  const limited = [...world.cgroups.values()].find(
    ({ files }) => (files['memory.max'] ?? 'max').trim() !== 'max',
  );
  return failed(
    limited
      ? say`${limited.path} has a limit on memory, and nobody in it has gone beyond it.`
      : say`Nobody was killed for want of memory: no cgroup that is there has a limit on it.`,
  );
});
