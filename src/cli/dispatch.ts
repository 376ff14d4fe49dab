// From a command line to the command that answers it, with docker's sentences for what cannot be understood.
import { AgentError } from '../agent/agent.ts';
import type { Engine } from '../engine/engine.ts';
import { EngineError } from '../engine/error.ts';
import type { Client } from './client.ts';
import { type Command, CommandError } from './command.ts';
import { complete, completers } from './completion/complete.ts';
import { daemonText } from './failure.ts';
import { type Flag, FlagError, type FlagValues, parseFlags, type ParsedFlags } from './flag.ts';
import { endpointFault, levelFault, withSettings } from './global-flags.ts';
import { findEntry, type Found, type Group, isGroup, without } from './group.ts';
import { commandHelp, countFault, groupHelp } from './help.ts';
import { root } from './root.ts';
import { versionLine } from './system/version.ts';

const helpFlag: Flag = { name: 'help', kind: 'bool', value: '', usage: 'Print usage' };
/** Deprecated but working; no long name could be typed for it. */
const shortHelp: Flag = { ...helpFlag, name: '-h', short: 'h' };
const deprecation = 'Flag shorthand -h has been deprecated, please use --help\n';
const flagFault = 125;

const helpTopic: Command = {
  usage: '[command]',
  summary: 'Help about the command',
  flags: [],
  takes: { least: 0, most: Infinity },
  run: () => Promise.resolve(0),
};

interface Dispatching {
  readonly engine: Engine;
  readonly client: Client;
  readonly columns: number;
  /** Why no engine can be asked; null where one can. */
  readonly unreachable: string | null;
}

/** How far a command line has been read. */
interface Place {
  readonly path: string;
  readonly group: Group;
  readonly words: readonly string[];
  /** `--help` was seen on the way. */
  readonly help: boolean;
}

/** Answers one command line; resolves with the exit code. */
export function dispatch(engine: Engine, client: Client): Promise<number> {
  const columns = client.request.tty[0] ? client.request.cols : 0;
  const words = client.request.argv.slice(1);
  const dispatching = { engine, client, columns, unreachable: null };
  return walk(dispatching, { path: 'docker', group: root, words, help: false });
}

/** Follows the nouns of a command line, each with its flags, to the verb at their end. */
async function walk(from: Dispatching, place: Place): Promise<number> {
  const { path, group } = place;
  const known = [...(group.flags ?? []), helpFlag, shortHelp];
  const outcome = parseOrFault(path, place.words, { flags: known, interspersed: false });
  if (typeof outcome === 'string') {
    // Docker reads its own flags before cobra adds a command of its own.
    const known = group === root ? { ...root, commands: without(root, ['completion']) } : group;
    return groupFault(from, { ...place, group: known }, outcome);
  }
  const help = place.help || (await asksHelp(from.client, outcome.flags, path));
  const next = { ...place, words: outcome.arguments, help };
  return group === root ? enterRoot(from, next, outcome.flags) : enter(from, next);
}

/** What docker's own flags say, and the commands that are none of its own. */
async function enterRoot(from: Dispatching, place: Place, flags: FlagValues): Promise<number> {
  const [name, ...words] = place.words;
  const wrong = levelFault(flags);
  if (wrong !== null) return fault(from.client, `${wrong}\n`, 1);
  if (name === 'help') return helpOn(from, words);
  if (name !== undefined && completers.includes(name)) return complete(from, root, place.words);
  const isVerb = name !== undefined && findEntry(root, name) !== null;
  if (flags.bool('version') && !isVerb && !place.help) return say(from.client, versionLine);
  const unreachable = endpointFault(flags, from.client.request.env);
  return enter({ ...from, client: withSettings(from.client, flags), unreachable }, place);
}

/** Goes where the first word leads. */
function enter(dispatching: Dispatching, place: Place): Promise<number> {
  const { client, columns } = dispatching;
  const { path, group, help } = place;
  const [name, ...words] = place.words;
  if (name === undefined) return withoutName(dispatching, place);
  const found = findEntry(group, name);
  if (!found) return unknown(dispatching, place);
  const next = `${path} ${found.name}`;
  if (isGroup(found.entry)) {
    return walk(dispatching, { path: next, group: found.entry, words, help });
  }
  const named = { path: next, command: found.entry, aliases: found.aliases };
  if (help) return say(client, commandHelp(next, found.entry, { columns, ...named }));
  return answer(dispatching, named, words);
}

async function asksHelp(client: Client, flags: FlagValues, path: string): Promise<boolean> {
  if (!flags.bool(shortHelp.name)) return flags.bool('help');
  await (path === 'docker' ? client.err(deprecation) : client.out(deprecation));
  return true;
}

function withoutName(
  { client, columns }: Dispatching,
  { path, group, help }: Place,
): Promise<number> {
  const text = groupHelp(path, group, columns);
  return help || group.helps ? say(client, text) : fault(client, text, 0);
}

/** A word that names nothing: what follows it is still read for flags of the group. */
async function unknown(dispatching: Dispatching, place: Place): Promise<number> {
  const { client, columns } = dispatching;
  const { path, group, words } = place;
  const [name = ''] = words;
  const known = [...(group.flags ?? []), helpFlag, shortHelp];
  const outcome = parseOrFault(path, words, { flags: known, interspersed: true });
  if (typeof outcome === 'string') return groupFault(dispatching, place, outcome);
  const text = groupHelp(path, group, columns);
  const help = place.help || (await asksHelp(client, outcome.flags, path));
  if (help || group.helps) return say(client, text);
  if (group !== root) return fault(client, text, 1);
  return fault(client, `docker: '${name}' is not a docker command.\nSee 'docker --help'\n`, 1);
}

function groupFault(
  { client, columns }: Dispatching,
  { path, group }: Place,
  text: string,
): Promise<number> {
  return fault(client, `${text}${groupHelp(path, group, columns)}\n`, flagFault);
}

/** `docker help container ls`. */
async function helpOn({ client, columns }: Dispatching, words: readonly string[]): Promise<number> {
  const outcome = parseOrFault('docker help', words, commandFlags(helpTopic));
  if (typeof outcome === 'string') return fault(client, outcome, flagFault);
  if (await asksHelp(client, outcome.flags, 'docker help')) {
    return say(client, commandHelp('docker help', helpTopic, { columns }));
  }
  let path = 'docker';
  let at: Found = { name: 'docker', entry: root, aliases: [] };
  for (const word of outcome.arguments) {
    const found = isGroup(at.entry) ? findEntry(at.entry, word) : null;
    if (!found) return fault(client, `unknown help topic: ${word}\n`, 1);
    path += ` ${found.name}`;
    at = found;
  }
  const { entry, aliases } = at;
  if (isGroup(entry)) return say(client, groupHelp(path, entry, columns));
  return say(client, commandHelp(path, entry, { columns, aliases }));
}

interface Named {
  readonly path: string;
  readonly command: Command;
  readonly aliases: readonly string[];
}

async function answer(
  { engine, client, columns, unreachable }: Dispatching,
  { path, command, aliases }: Named,
  words: readonly string[],
): Promise<number> {
  const outcome = parseOrFault(path, words, commandFlags(command));
  if (typeof outcome === 'string') return fault(client, outcome, flagFault);
  const { flags, arguments: rest } = outcome;
  if (await asksHelp(client, flags, path)) {
    return say(client, commandHelp(path, command, { columns, aliases }));
  }
  const wrongCount = countFault(path, command, rest);
  if (wrongCount !== null) return fault(client, wrongCount, 1);
  if (unreachable !== null) return fault(client, `${unreachable}\n`, 1);
  try {
    await engine.ready();
    return await command.run({ engine, client, flags, arguments: rest });
  } catch (error) {
    if (error instanceof CommandError) return fault(client, `${error.message}\n`, error.exit);
    const isKnown = error instanceof EngineError || error instanceof AgentError;
    // A fault of ours is told as well: the person's command has failed, and nobody else would hear of it.
    const text = isKnown ? daemonText(error) : `Error response from daemon: ${String(error)}`;
    return fault(client, `${text}\n`, 1);
  }
}

/** A command's flags and the help flags that every command has. */
function commandFlags(command: Command): { flags: Flag[]; interspersed: boolean } {
  const takesShort = command.flags.some(({ short }) => short === 'h');
  const help = command.flags.some(({ name }) => name === 'help') ? [] : [helpFlag];
  return {
    flags: [...command.flags, ...help, ...(takesShort ? [] : [shortHelp])],
    interspersed: command.interspersed ?? true,
  };
}

function parseOrFault(
  path: string,
  words: readonly string[],
  { flags, interspersed }: { flags: readonly Flag[]; interspersed: boolean },
): ParsedFlags | string {
  try {
    return parseFlags(words, flags, interspersed);
  } catch (error) {
    if (error instanceof FlagError) return `${error.message}\nSee '${path} --help'.\n`;
    throw error;
  }
}

async function say(client: Client, text: string): Promise<number> {
  await client.out(text);
  return 0;
}

async function fault(client: Client, text: string, exit: number): Promise<number> {
  await client.err(text);
  return exit;
}
