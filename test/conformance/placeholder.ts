// Placeholders for what the real engine itself answers differently each time: ids, random names, moments, ages. They keep the type, and an id or a
// name keeps its identity: what was <id 2> in one answer must be <id 2> in the next. Everything else is compared to the letter.
import { adjectives, surnames } from '../../src/engine/name-words.ts';

const randomName = new RegExp(`\\b(?:${adjectives.join('|')})_(?:${surnames.join('|')})\\d?\\b`);
const unit = '(?:second|minute|hour|day|week|month|year)s?';
const age = new RegExp(`(?:Less than a second|About an? (?:minute|hour)|\\d+ ${unit})(?= ago)`);
const uptime = new RegExp(
  `\\bUp (?:Less than a second|About an? (?:minute|hour)|\\d+ ${unit})(?! ago)`,
);
/** Moments of this century's recordings; the images' own time, 2023-06-10, and the zero time stay. */
const year = '20(?:2[4-9]|[3-9]\\d)';
const clock = '\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?';
const rfc3339 = new RegExp(`\\b${year}-\\d\\d-\\d\\dT${clock}(?:Z|[+-]\\d\\d:\\d\\d)`);
const goTime = new RegExp(`\\b${year}-\\d\\d-\\d\\d ${clock} [+-]\\d{4} UTC`);
const unixNano = /\b1[7-9]\d{17}\b/;
const unixTime = /\b1[7-9]\d{8}\b/;
const id = /\b[0-9a-f]{64}\b|\b[0-9a-f]{12}\b|\b[0-9a-f]{10}\b(?=(?:\.\.\.|…))/;

/**
 * How many writes an error output of a build came in, which are red each by itself; and what the real client says at times when
 * a container could not be started, because two of its requests race.
 */
const byChance =
  /\x1b\[0m\x1b\[91m|time="\S+" level=error msg="error waiting for container: context canceled"\n/g;

const kinds: readonly (readonly [RegExp, (found: string, known: Identities) => string])[] = [
  [rfc3339, () => '<time>'],
  [goTime, () => '<date>'],
  [unixNano, () => '<nanoseconds>'],
  [unixTime, () => '<seconds>'],
  [uptime, () => 'Up <age>'],
  [age, () => '<age>'],
  [randomName, (found, known) => known.name(found)],
  [id, (found, known) => known.id(found)],
];

/** One scenario's placeholders. */
export class Placeholders {
  readonly #known = new Identities();

  put(text: string): string {
    const all = new RegExp(kinds.map(([pattern]) => `(${pattern.source})`).join('|'), 'g');
    const placed = text.replace(byChance, '').replace(all, (...groups: unknown[]) => {
      const found = groups[0] as string;
      const at = groups.slice(1, kinds.length + 1).findIndex((group) => group !== undefined);
      return kinds[at]?.[1](found, this.#known) ?? found;
    });
    // Columns are as wide as their longest text: how wide, is left to chance as well.
    return /<age>|<name \d+>/.test(placed) ? placed.replace(/ {2,}/g, '  ') : placed;
  }
}

/** One short id in three hundred is all digits; what is counted in bytes is round. */
function isAmount(digits: string): boolean {
  return /^\d+$/.test(digits) && (Number(digits) % 100 === 0 || Number(digits) % 1024 === 0);
}

class Identities {
  readonly #ids: string[] = [];
  readonly #names: string[] = [];

  /** A short id is its long form's beginning. */
  id(found: string): string {
    if (isAmount(found) && !this.#ids.some((each) => each.startsWith(found))) return found;
    if (/^(.)\1+$/.test(found)) return found;
    let at = this.#ids.findIndex((each) => each.startsWith(found) || found.startsWith(each));
    if (at < 0) at = this.#ids.push(found) - 1;
    else if (found.length > (this.#ids[at]?.length ?? 0)) this.#ids[at] = found;
    return `<id ${String(at + 1)}${found.length < 64 ? `:${String(found.length)}` : ''}>`;
  }

  name(found: string): string {
    const known = this.#names.indexOf(found);
    return `<name ${String(known < 0 ? this.#names.push(found) : known + 1)}>`;
  }
}
