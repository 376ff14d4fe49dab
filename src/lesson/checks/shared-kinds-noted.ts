import { namespaceKinds } from '../../world/model.ts';
import { text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { firstProcesses } from '../client.ts';
import { gazeAtNote, sayingOf, wordsOf } from '../note.ts';
import { kindList } from '../program.ts';
import { say } from '../say.ts';

interface Given {
  readonly one: string;
  readonly two: string;
  /** Where the student writes. */
  readonly file: string;
  /** These are shared by all on this machine, and need not be named. */
  readonly everyone: string;
}

/** A note names the kinds of namespaces that two containers share, and no other. */
export const sharedKindsNoted = defineCheck<Given>(
  { one: text<string>(), two: text<string>(), file: text<string>(), everyone: text<string>() },
  (world, { one, two, file, everyone }) => {
    const [left, right] = [one, two].map(
      (name) => firstProcesses(world).find(({ container }) => container.name === name)?.process,
    );
    if (!left || !right) return failed(say`${one} and ${two} do not both run.`);
    const shared = namespaceKinds.filter(
      (kind) => left.namespaces[kind] === right.namespaces[kind],
    );
    const free = everyone.split(' ');
    const words = wordsOf(world, file);
    const named = namespaceKinds.filter((kind) => words?.includes(kind) === true);
    const wrong = named.find((kind) => !shared.includes(kind));
    if (wrong)
      return failed(say`${sayingOf(file, words)} Their ${kindList([wrong])} namespaces are two.`);
    const wanted = shared.filter((kind) => !free.includes(kind));
    const missing = wanted.filter((kind) => !named.includes(kind));
    if (named.length === 0 || missing.length > 0)
      return failed(
        say`${sayingOf(file, words)} ${String(missing.length)} of the kinds they share are missing.`,
      );
    const evidence = [left, right].flatMap(({ pid, namespaces }) =>
      wanted.map((kind) => ({
        path: `/proc/${String(pid)}/ns/${kind}`,
        text: namespaces[kind],
        at: world.at,
      })),
    );
    return passed(say`${one} and ${two} share their ${kindList(wanted)} namespaces.`, evidence);
  },
  (_world, { file }) => gazeAtNote(file),
);
