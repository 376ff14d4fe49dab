// From a command line to the command that answers it, with docker's sentences for what cannot be understood.
import { AgentError } from '../agent/agent.ts';
import type { Engine } from '../engine/engine.ts';
import { EngineError } from '../engine/error.ts';
import type { Client } from './client.ts';
import { type Command, CommandError } from './command.ts';
import { absent, commands, groups } from './commands.ts';
import { daemonText } from './failure.ts';
import { type Flag, FlagError, parseFlags, type ParsedFlags } from './flag.ts';
import { commandHelp, countFault } from './help.ts';
import { groupHelp, rootFlags, rootHelp } from './root.ts';
import { versionLine } from './system/version.ts';

const helpFlag: Flag = { name: 'help', kind: 'bool', value: '', usage: 'Print usage' };
/** Deprecated but working; no long name could be typed for it. */
const shortHelp: Flag = { ...helpFlag, name: '-h', short: 'h' };
const flagFault = 125;

/** Answers one command line; resolves with the exit code. */
export async function dispatch(engine: Engine, client: Client): Promise<number> {
  const columns = client.request.tty[0] ? client.request.cols : 0;
  const outcome = parseOrFault('docker', client.request.argv.slice(1), {
    flags: [...rootFlags, helpFlag, shortHelp],
    interspersed: false,
  });
  if (typeof outcome === 'string') return fault(client, outcome, flagFault);
  const { flags, arguments: words } = outcome;
  if (flags.bool('version')) return say(client, versionLine);
  const wantsHelp = flags.bool('help') || flags.bool(shortHelp.name);
  const [name, ...rest] = words[0] === 'help' ? [...words.slice(1), '--help'] : words;
  if (name === undefined || name === '--help') {
    await (wantsHelp || name ? client.out(rootHelp(columns)) : client.err(rootHelp(columns)));
    return 0;
  }
  return dispatchName({ engine, client, columns }, name, wantsHelp ? ['--help'] : rest);
}

interface Dispatching {
  readonly engine: Engine;
  readonly client: Client;
  readonly columns: number;
}

async function dispatchName(
  dispatching: Dispatching,
  name: string,
  words: readonly string[],
): Promise<number> {
  const { client } = dispatching;
  if (Object.hasOwn(groups, name)) return dispatchGroup(dispatching, name, words);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return answer(dispatching, { path: `docker ${name}`, command }, words);
  if (absent.has(name)) {
    return fault(
      client,
      `docker: '${name}' is not part of Fishbowl's engine.\nSee 'docker --help'\n`,
      1,
    );
  }
  return fault(client, `docker: '${name}' is not a docker command.\nSee 'docker --help'\n`, 1);
}

async function dispatchGroup(
  dispatching: Dispatching,
  name: string,
  words: readonly string[],
): Promise<number> {
  const { client } = dispatching;
  const group = groups[name];
  const [verb, ...rest] = words;
  if (!group) throw new Error(`No such group: ${name}`);
  if (verb === '--help') return say(client, groupHelp(name, group));
  const found = Object.keys(group.commands).find(
    (each) => each === verb || (verb !== undefined && group.aliases[each]?.includes(verb)),
  );
  const command = found === undefined ? undefined : group.commands[found];
  if (!command || found === undefined) return fault(client, groupHelp(name, group), verb ? 1 : 0);
  const also = group.aliases[found] ?? [];
  const aliases = also.length > 0 ? [found, ...also] : [];
  return answer(dispatching, { path: `docker ${name} ${found}`, command, aliases }, rest);
}

interface Named {
  readonly path: string;
  readonly command: Command;
  readonly aliases?: readonly string[];
}

async function answer(
  { engine, client, columns }: Dispatching,
  { path, command, aliases = [] }: Named,
  words: readonly string[],
): Promise<number> {
  const outcome = parseOrFault(path, words, commandFlags(command));
  if (typeof outcome === 'string') return fault(client, outcome, flagFault);
  const { flags, arguments: rest } = outcome;
  if (flags.bool('help')) return say(client, commandHelp(path, command, { columns, aliases }));
  if (flags.bool(shortHelp.name)) {
    await client.out('Flag shorthand -h has been deprecated, please use --help\n');
    return say(client, commandHelp(path, command, { columns, aliases }));
  }
  const wrongCount = countFault(path, command, rest.length);
  if (wrongCount !== null) return fault(client, wrongCount, 1);
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
