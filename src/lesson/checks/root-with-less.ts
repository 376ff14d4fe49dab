import { count } from '../../world/shape.ts';
import { capableContainers, gazeAtCapabilities } from '../capabilities.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { nameOf } from '../program.ts';
import { say } from '../say.ts';

/** A container's first process is root's, and may do at most so many of the things that root may. */
export const rootWithLess = defineCheck<{ most: number }>(
  { most: count },
  (world, { most }) => {
    const all = capableContainers(world);
    const found = all.find((each) => each.process.uid === 0 && each.count <= most);
    if (found)
      return passed(
        say`${nameOf(found.process)} of ${found.container.name} is root’s, and has ${capabilities(found.count)}.`,
        found.evidence,
      );
    const other = all.find((each) => each.count <= most);
    if (other)
      return failed(
        say`${nameOf(other.process)} of ${other.container.name} has few capabilities, but it is not root’s: its user is ${String(other.process.uid)}.`,
      );
    const last = all.at(-1);
    return failed(
      last
        ? say`${nameOf(last.process)} of ${last.container.name} has ${capabilities(last.count)}. It was to be ${String(most)} at most.`
        : say`No container runs, whose capabilities could be read.`,
    );
  },
  gazeAtCapabilities,
);

const capabilities = (count: number): string =>
  count === 1 ? say`1 capability` : say`${String(count)} capabilities`;
