// docker __complete WORD...: what the last word can become, one a line, in the form that scripts of cobra ask for (spf13/cobra, completions.go).
import type { Engine } from '../../engine/engine.ts';
import { EngineError } from '../../engine/error.ts';
import type { Client } from '../client.ts';
import { type Group, isGroup } from '../group.ts';
import type { Flag } from '../flag.ts';
import { argumentNames, type Names, valueNames } from './names.ts';
import { findSpot, type Spot } from './spot.ts';

/** The hidden commands: with a description behind each word, and without. */
export const completers: readonly string[] = ['__complete', '__completeNoDesc'];

/** What the shell may make of the words; files are offered only by default. */
const directives = {
  files: [0, 'ShellCompDirectiveDefault'],
  unfinished: [2, 'ShellCompDirectiveNoSpace'],
  words: [4, 'ShellCompDirectiveNoFileComp'],
} as const;

interface Candidate {
  readonly word: string;
  readonly description?: string;
}

interface Candidates {
  readonly all: readonly Candidate[];
  readonly directive: keyof typeof directives;
}

const nothing: Candidates = { all: [], directive: 'files' };

/** Answers what the words of a command line, in front of the cursor, can go on with. */
export async function complete(
  { engine, client }: { readonly engine: Engine; readonly client: Client },
  root: Group,
  [verb, ...words]: readonly string[],
): Promise<number> {
  const word = words.at(-1) ?? '';
  const spot = findSpot(root, words.slice(0, -1));
  const { all, directive } = spot ? await candidates(engine, spot, { word, root }) : nothing;
  const [number, name] = directives[directive];
  const lines = all
    .filter((each) => each.word.startsWith(word))
    .map((each) =>
      verb === '__complete' && each.description
        ? `${each.word}\t${each.description}\n`
        : `${each.word}\n`,
    );
  await client.out(`${lines.join('')}:${String(number)}\n`);
  await client.err(`Completion ended with directive: ${name}\n`);
  return 0;
}

async function candidates(
  engine: Engine,
  spot: Spot,
  { word, root }: { readonly word: string; readonly root: Group },
): Promise<Candidates> {
  const { entry } = spot;
  if (spot.open) return named(engine, valueNames[spot.open.name], '');
  if (word.startsWith('-') && !spot.flagsOver) {
    const [, front = '', flag = ''] = /^(--([\w-]+)=)/.exec(word) ?? [];
    return front ? named(engine, valueNames[flag], front) : flagsOf(spot);
  }
  if (isGroup(entry)) return commandsOf(entry, entry === root);
  return named(engine, argumentNames(entry, spot.name, spot.count), '');
}

function commandsOf({ commands }: Group, isRoot: boolean): Candidates {
  const all = Object.entries(commands).map(([word, { summary }]) => ({
    word,
    description: summary,
  }));
  if (isRoot) all.push({ word: 'help', description: 'Help about the command' });
  return { all: all.sort(byWord), directive: 'words' };
}

/** Each by its long name and then its letter, but those that were given and are not lists. */
function flagsOf({ flags, given }: Spot): Candidates {
  const open = flags.filter(
    ({ name, kind, hidden }) => !hidden && (kind === 'list' || !given.has(name)),
  );
  const all = open
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap(({ name, short, usage }: Flag) => [
      { word: `--${name}`, description: firstLine(usage) },
      ...(short === undefined ? [] : [{ word: `-${short}`, description: firstLine(usage) }]),
    ]);
  return { all, directive: 'words' };
}

async function named(
  engine: Engine,
  names: Names | null | undefined,
  front: string,
): Promise<Candidates> {
  if (!names) return nothing;
  const words = await known(engine, names);
  const all = words.map((word) => ({ word: front + word })).sort(byWord);
  return { all, directive: all.some(({ word }) => word.endsWith(':')) ? 'unfinished' : 'words' };
}

/** A registry that cannot be asked has no names to offer, and nobody was to be told in the middle of a word. */
async function known(engine: Engine, names: Names): Promise<readonly string[]> {
  await engine.ready();
  try {
    return await names(engine);
  } catch (error) {
    if (error instanceof EngineError) return [];
    throw error;
  }
}

function byWord(one: Candidate, other: Candidate): number {
  return one.word < other.word ? -1 : 1;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
