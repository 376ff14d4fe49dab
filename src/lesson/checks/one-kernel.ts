import { count } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { lineOf } from '../guest-file.ts';
import { findingsOf, gazeInside } from '../inside.ts';
import { wordList } from '../program.ts';
import { say } from '../say.ts';

/** Drawn by each kernel at its start. */
const bootId = '/proc/sys/kernel/random/boot_id';

/** So many containers run, and the kernel of each was booted when the host's was: it is the host's. */
export const oneKernel = defineCheck<{ count: number }>(
  { count },
  (world, { count: wanted }) => {
    const here = findingsOf(world, bootId).filter(({ inside, outside }) => inside === outside);
    const names = wordList(here.map(({ container }) => container.name));
    if (here.length >= wanted)
      return passed(
        here.length === 1
          ? say`${names} runs on the kernel of the host, and on no other.`
          : say`${names} run on the kernel of the host, and on no other.`,
        here.map(({ path, inside }) => lineOf(world, path, inside)),
      );
    const idle = [...world.containers.values()].filter(({ status }) => status !== 'running');
    const others =
      idle.length === 0
        ? ''
        : say` There is ${wordList(idle.map(({ name }) => name))}: not running.`;
    return failed(
      here.length === 0
        ? say`No container runs.${others}`
        : say`${String(here.length)} of ${String(wanted)} run: ${names}.${others}`,
    );
  },
  (world) => gazeInside(world, bootId, false),
);
