import type { Command } from './command.ts';
import type { Flag } from './flag.ts';

/** A noun with its verbs: "docker container". */
export interface Group {
  readonly summary: string;
  /** Said by its help instead of the summary. */
  readonly description?: string;
  readonly flags?: readonly Flag[];
  /** Without a verb that it knows it prints its help as if asked for: so do the commands that cobra brings along. */
  readonly helps?: boolean;
  /** Ends its help. */
  readonly epilogue?: string;
  readonly commands: Readonly<Record<string, Command | Group>>;
  /** Other names of its commands, by command. */
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
}

export function isGroup(entry: Command | Group): entry is Group {
  return 'commands' in entry;
}

/** A group's entry as its help lists it and as it was found by. */
export interface Found {
  readonly name: string;
  readonly entry: Command | Group;
  /** All its names, the first its own; none where it has but one. */
  readonly aliases: readonly string[];
}

/** The entry that a word means, by its own name or another. */
export function findEntry({ commands, aliases = {} }: Group, word: string): Found | null {
  const name = Object.keys(commands).find(
    (each) => each === word || aliases[each]?.includes(word) === true,
  );
  const entry = name === undefined ? undefined : commands[name];
  if (name === undefined || entry === undefined) return null;
  const also = aliases[name] ?? [];
  return { name, entry, aliases: also.length > 0 ? [name, ...also] : [] };
}

/** A group's commands without some, for those that also stand right after "docker". */
export function without(group: Group, names: readonly string[]): Group['commands'] {
  return Object.fromEntries(
    Object.entries(group.commands).filter(([name]) => !names.includes(name)),
  );
}
