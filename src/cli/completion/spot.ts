// How far a command line has been typed: where its last word stands, and what stands before it.
import type { Command } from '../command.ts';
import type { Flag } from '../flag.ts';
import { findEntry, type Group, isGroup } from '../group.ts';

/** The place of the word that is to be completed. */
export interface Spot {
  /** What its word belongs to, and what that is called: after a group comes the name of a command. */
  readonly entry: Command | Group;
  readonly name: string;
  readonly flags: readonly Flag[];
  /** Names of the flags that were given. */
  readonly given: ReadonlySet<string>;
  /** The flag that waits for its value. */
  readonly open: Flag | null;
  /** Arguments in front of it. */
  readonly count: number;
  /** No flag can follow any more. */
  readonly flagsOver: boolean;
}

/** Reads the words in front of the one to complete; null where they lead nowhere. */
export function findSpot(root: Group, words: readonly string[]): Spot | null {
  let spot = begin('docker', root);
  for (const word of words) {
    const next = pass(spot, word, root);
    if (!next) return null;
    spot = next;
  }
  return spot;
}

function begin(name: string, entry: Command | Group): Spot {
  const flags = [...(entry.flags ?? []), helpFlag];
  return { entry, name, flags, given: new Set(), open: null, count: 0, flagsOver: false };
}

const helpFlag: Flag = { name: 'help', kind: 'bool', value: '', usage: '', hidden: true };

function pass(spot: Spot, word: string, root: Group): Spot | null {
  if (spot.open) return { ...spot, open: null };
  if (spot.flagsOver || !/^-./.test(word)) return enter(spot, word, root);
  if (word === '--') return { ...spot, flagsOver: true };
  return word.startsWith('--') ? long(spot, word) : short(spot, word);
}

function enter(spot: Spot, word: string, root: Group): Spot | null {
  const { entry, flagsOver, count } = spot;
  if (!isGroup(entry)) {
    return { ...spot, flagsOver: flagsOver || entry.interspersed === false, count: count + 1 };
  }
  if (entry === root && word === 'help') return spot;
  const found = findEntry(entry, word);
  return found && begin(found.name, found.entry);
}

function long(spot: Spot, word: string): Spot | null {
  const [name = '', value] = word.slice(2).split(/=(.*)/s);
  const flag = spot.flags.find((each) => each.name === name);
  return flag ? give(spot, flag, value !== undefined) : null;
}

/** "-it", "-n5": the first that takes a value takes the rest of the word, or else the next word. */
function short(spot: Spot, word: string): Spot | null {
  let after = spot;
  for (const [at, letter] of [...word.slice(1)].entries()) {
    const flag = spot.flags.find((each) => each.short === letter);
    if (!flag) return null;
    const rest = word.slice(at + 2);
    after = give(after, flag, rest !== '');
    if (flag.kind !== 'bool' || rest.startsWith('=')) return after;
  }
  return after;
}

function give(spot: Spot, flag: Flag, hasValue: boolean): Spot {
  const open = flag.kind === 'bool' || hasValue ? null : flag;
  return { ...spot, open, given: new Set([...spot.given, flag.name]) };
}
