// Help texts and sentences about wrong arguments, as docker's cobra templates word them.
import type { ArgumentCount, Command } from './command.ts';
import type { Flag } from './flag.ts';
import { formatFlags } from './flag-help.ts';

const usualWidth = 80;

/** "docker run [OPTIONS] IMAGE …": what stands behind "Usage:". */
export function usageLine(path: string, command: Command): string {
  const options = command.flags.some((flag) => flag.name !== 'help') ? ' [OPTIONS]' : '';
  return `${path}${options}${command.usage ? ` ${command.usage}` : ''}`;
}

export function commandHelp(
  path: string,
  command: Command,
  { columns, aliases = [] }: { columns: number; aliases?: readonly string[] },
): string {
  const flags = command.flags.filter(
    ({ name }) => name !== 'help' || path.endsWith(' run') || path.endsWith(' create'),
  );
  const options = flags.length > 0 ? `\nOptions:\n${optionLines(flags, columns)}` : '';
  const also = aliases.length > 0 ? `\nAliases:\n  ${aliases.join(', ')}\n` : '';
  return `\nUsage:  ${usageLine(path, command)}\n\n${command.summary}\n${also}${options}`;
}

/** Flag lines as wide as the terminal, or 80 columns. */
export function optionLines(flags: readonly Flag[], columns: number): string {
  return formatFlags(flags, (columns || usualWidth) - 1);
}

/** The sentence about a wrong number of arguments; null where it is right. */
export function countFault(path: string, command: Command, count: number): string | null {
  const sentence = countSentence(command.takes, count);
  if (sentence === null) return null;
  return `"${path}" ${sentence}\nSee '${path} --help'.\n\nUsage:  ${usageLine(path, command)}\n\n${command.summary}\n`;
}

function countSentence({ least, most }: ArgumentCount, count: number): string | null {
  if (count >= least && count <= most) return null;
  if (most === 0) return 'accepts no arguments.';
  if (least === most) return `requires exactly ${plural(least)}.`;
  if (count < least) return `requires at least ${plural(least)}.`;
  return `requires at most ${plural(most)}.`;
}

function plural(count: number): string {
  return `${String(count)} argument${count === 1 ? '' : 's'}`;
}
