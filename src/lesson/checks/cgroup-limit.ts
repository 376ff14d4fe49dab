import { noGaze } from '../../world/gaze.ts';
import type { Cgroup, World } from '../../world/model.ts';
import { absentOr, count, text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { nameOf, wordList } from '../program.ts';
import { decimal } from '../../base/language.ts';
import { say } from '../say.ts';

const resources = ['memory', 'pids'] as const;
type Resource = (typeof resources)[number];

interface Given {
  readonly of: Resource;
  /** Bytes of memory, or processes. */
  readonly most?: number;
}

/** A process is in a cgroup with a limit of its own, of at most so much where that is given. Docker's or made by hand. */
export const cgroupLimit = defineCheck<Given>(
  { of: text(...resources), most: absentOr(count) },
  (world, { of, most }) => {
    const limited = [...world.cgroups.values()].flatMap((cgroup) => {
      const limit = limitOf(cgroup, of);
      return limit === null ? [] : [{ cgroup, limit }];
    });
    const tight = limited.filter(({ limit }) => most === undefined || limit <= most);
    for (const { cgroup, limit } of tight) {
      const [member] = membersOf(world, cgroup);
      if (member)
        return passed(
          of === 'pids' && limit !== 1
            ? say`${nameOf(member)} is in ${cgroup.path}, where ${amount(limit, of)} are the most.`
            : say`${nameOf(member)} is in ${cgroup.path}, where ${amount(limit, of)} is the most.`,
          cgroup.evidence.filter(({ path }) => path.endsWith(`/${of}.max`)),
        );
    }
    const [empty] = tight;
    if (empty) return failed(say`${empty.cgroup.path} has a limit, but there is no process in it.`);
    const [loose] = limited;
    return failed(
      loose && most !== undefined
        ? say`${loose.cgroup.path} has a limit of ${amount(loose.limit, of)}; it was to be at most ${amount(most, of)}.`
        : say`No cgroup has a limit on ${of} now${seen(world)}.`,
    );
  },
  // A limit is written after the cgroup was made.
  ({ cgroups }) => ({ ...noGaze, cgroups: [...cgroups.keys()].filter((path) => path !== '/') }),
);

function limitOf({ files }: Cgroup, of: Resource): number | null {
  const text = files[`${of}.max`]?.trim() ?? 'max';
  return text === 'max' ? null : Number(text);
}

function membersOf(world: World, { path }: Cgroup) {
  return [...world.processes.values()].filter(
    ({ cgroup, status }) =>
      status !== 'zombie' && (cgroup === path || cgroup.startsWith(`${path}/`)),
  );
}

function amount(limit: number, of: Resource): string {
  if (of === 'pids') return limit === 1 ? say`1 process` : say`${String(limit)} processes`;
  return `${decimal(limit / (1 << 20), limit % (1 << 20) === 0 ? 0 : 1)} MiB`;
}

function seen({ cgroups }: World): string {
  const made = [...cgroups.keys()].filter((path) => path !== '/');
  return made.length === 0 ? '' : say`; there are ${wordList(made.slice(-3))}`;
}
