// Help texts and sentences about wrong arguments, as docker's cobra templates word them.
import type { ArgumentCount, Command } from './command.ts';
import type { Flag } from './flag.ts';
import { formatFlags } from './flag-help.ts';
import { type Group, isGroup } from './group.ts';

const usualWidth = 80;
const nameWidth = 12;

export interface HelpOptions {
  /** Of the terminal; 0 for none. */
  readonly columns: number;
  readonly aliases?: readonly string[];
}

/** "docker run [OPTIONS] IMAGE …": what stands behind "Usage:". */
function usageLine(path: string, command: Command): string {
  const options = command.flags.some(isShown) && !command.hidesOptions ? ' [OPTIONS]' : '';
  return `${path}${options}${command.usage ? ` ${command.usage}` : ''}`;
}

const isShown = ({ name, hidden }: Flag): boolean => name !== 'help' && !hidden;

export function commandHelp(
  path: string,
  command: Command,
  { columns, aliases = [] }: HelpOptions,
): string {
  const { summary, description = summary, examples } = command;
  const sections = [
    `Usage:  ${usageLine(path, command)}`,
    description,
    ...(aliases.length > 0 ? [`Aliases:\n  ${aliases.join(', ')}`] : []),
    ...(examples === undefined ? [] : [`Examples:\n${examples}`]),
    ...optionSection(
      command.flags.filter(
        (flag) => isShown(flag) || (flag.name === 'help' && / (?:run|create)$/.test(path)),
      ),
      columns,
    ),
  ];
  return joinSections(sections);
}

/** Help of a noun, or of docker itself. */
export function groupHelp(path: string, group: Group, columns: number): string {
  const { summary, description = summary, flags = [], commands, epilogue } = group;
  const entries = Object.entries(commands);
  const options = flags.length > 0 ? ' [OPTIONS]' : '';
  const sections = [
    `Usage:  ${path}${options} COMMAND`,
    description,
    ...optionSection(flags, columns),
    ...listing(
      'Management Commands',
      entries.filter(([, entry]) => isGroup(entry)),
    ),
    ...listing(
      'Commands',
      entries.filter(([, entry]) => !isGroup(entry)),
    ),
    `Run '${path} COMMAND --help' for more information on a command.`,
    ...(epilogue === undefined ? [] : [epilogue]),
  ];
  return joinSections(sections);
}

function joinSections(sections: readonly string[]): string {
  return `\n${sections.join('\n\n')}\n`;
}

function optionSection(flags: readonly Flag[], columns: number): string[] {
  if (!flags.some(({ hidden }) => !hidden)) return [];
  // As wide as the terminal, or 80 columns.
  return [`Options:\n${formatFlags(flags, (columns || usualWidth) - 1).trimEnd()}`];
}

function listing(title: string, rows: readonly [string, { readonly summary: string }][]): string[] {
  if (rows.length === 0) return [];
  const lines = rows
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { summary }]) => `  ${name.padEnd(nameWidth)}${summary}`);
  return [`${title}:\n${lines.join('\n')}`];
}

/** The sentence about a wrong number of arguments; null where it is right. */
export function countFault(
  path: string,
  command: Command,
  words: readonly string[],
): string | null {
  const sentence = countSentence(command.takes, words.length);
  if (sentence === null) return null;
  if (command.countFault) return `${command.countFault(path, words)}\n`;
  return `"${path}" ${sentence}\nSee '${path} --help'.\n\nUsage:  ${usageLine(path, command)}\n\n${command.summary}\n`;
}

function countSentence({ least, most }: ArgumentCount, count: number): string | null {
  if (count >= least && count <= most) return null;
  if (most === 0) return 'accepts no arguments.';
  if (least === most) return `requires exactly ${plural(least)}.`;
  if (most === Infinity) return `requires at least ${plural(least)}.`;
  if (least === 0) return `requires at most ${plural(most)}.`;
  return `requires at least ${String(least)} and at most ${plural(most)}.`;
}

function plural(count: number): string {
  return `${String(count)} argument${count === 1 ? '' : 's'}`;
}
