import { containerOf, processByPid } from '../../world/query.ts';
import { text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { gazeAtNote, sayingOf, wordsOf } from '../note.ts';
import { nameOf } from '../program.ts';
import { say } from '../say.ts';

interface Given {
  /** Where a process is asked for, by the number that the host has for it. */
  readonly asked: string;
  /** Where the student writes. */
  readonly file: string;
}

/** A note names the container to which the process belongs whose number another file has. */
export const ownerNoted = defineCheck<Given>(
  { asked: text<string>(), file: text<string>() },
  (world, { asked, file }) => {
    const pid = Number(wordsOf(world, asked)?.[0]);
    if (!Number.isInteger(pid))
      return failed(say`${asked} does not say yet which process is meant.`);
    const process = processByPid(world, pid);
    const owner = process ? containerOf(world, process) : null;
    if (!process || !owner)
      return failed(say`No process of a container has the number ${String(pid)}.`);
    const words = wordsOf(world, file);
    const isNamed = words?.some(
      (word) => word === owner.name || (word.length >= 12 && owner.id.startsWith(word)),
    );
    if (!isNamed)
      return failed(say`${sayingOf(file, words)} ${nameOf(process)} belongs to another container.`);
    const evidence = process.evidence.filter(({ path }) => path.endsWith('/cgroup'));
    return passed(
      say`${nameOf(process)} belongs to ${owner.name}: its control group says so.`,
      evidence,
    );
  },
  (_world, { asked, file }) => gazeAtNote(asked, file),
);
