import { text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { lineOf } from '../guest-file.ts';
import { findingsOf, gazeInside } from '../inside.ts';
import { say } from '../say.ts';

interface Given {
  /** "/proc/sys/vm/swappiness" */
  readonly file: string;
  /** What it held when the kernel had started. */
  readonly was: string;
}

/** A setting of the kernel was changed, and a container that runs finds it changed. */
export const settingShared = defineCheck<Given>(
  { file: text<string>(), was: text<string>() },
  (world, { file, was }) => {
    const all = findingsOf(world, file);
    const found = all.find(({ inside, outside }) => inside === outside && inside !== was);
    if (found)
      return passed(
        say`${file} is ${found.outside} now, on the host and in ${found.container.name}.`,
        [lineOf(world, file, found.outside), lineOf(world, found.path, found.inside)],
      );
    const [first] = all;
    if (!first) return failed(say`No container runs that could be asked.`);
    return failed(
      first.inside === first.outside
        ? say`${file} is ${was}, as it was when the kernel started.`
        : say`${file} is ${first.outside} on the host and ${first.inside} in ${first.container.name}.`,
    );
  },
  (world, { file }) => gazeInside(world, file, true),
);
