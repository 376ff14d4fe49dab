import type { Container } from '../../world/model.ts';
import { absentOr, integer, text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { say } from '../say.ts';

interface Given {
  readonly name?: string;
  readonly code?: number;
}

/** A container, of this name where one is given, has ended; with this code where one is given. */
export const containerExited = defineCheck<Given>(
  { name: absentOr(text()), code: absentOr(integer) },
  (world, { name, code }) => {
    const named = [...world.containers.values()].filter(
      (each) => name === undefined || each.name === name,
    );
    const ended = named.filter(({ status }) => status === 'exited');
    const found = ended.findLast(({ exit }) => code === undefined || exit === code);
    if (found) return passed(say`The container ${found.name} has ended with ${codeOf(found)}.`, []);
    const other = ended.at(-1);
    if (other)
      return failed(
        say`The container ${other.name} has ended with ${codeOf(other)}, not with ${String(code)}.`,
      );
    const alive = named.at(-1);
    return failed(
      alive
        ? say`The container ${alive.name} has not ended: it is ${alive.status}.`
        : say`There is no container${name === undefined ? '' : say` named ${name}`}.`,
    );
  },
);

function codeOf({ exit }: Container): string {
  return String(exit ?? 0);
}
