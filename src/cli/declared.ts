// Commands that are declared for what docker says of them, and share how they are answered.
import type { ArgumentCount, Call, Command } from './command.ts';
import { flagTable } from './flag-table.ts';
import type { Group } from './group.ts';

export type Answer = (call: Call, verb: string) => Promise<number>;

/**
 * A noun's verbs from a table. A verb's line is "NAME USAGE | summary | arguments | aliases", its flags follow, indented; a "!" before the
 * name hides "[OPTIONS]"; arguments are
 * "2", "1-2" or "1-" for no upper limit. All are answered by `answer`.
 */
export function declareCommands(
  table: string,
  answer: Answer,
): {
  readonly commands: Readonly<Record<string, Command>>;
  readonly aliases: NonNullable<Group['aliases']>;
} {
  const commands: Record<string, Command> = {};
  const aliases: Record<string, readonly string[]> = {};
  for (const block of table.trim().split(/\n(?! )/)) {
    const [head = '', ...flags] = block.split('\n');
    const [start = '', summary = '', takes = '', also] = head
      .split(' | ')
      .map((part) => part.trim());
    const [, hides = '', name = '', usage = ''] = /^(!?)(\S+) ?(.*)$/.exec(start) ?? [];
    commands[name] = {
      usage,
      hidesOptions: hides !== '',
      summary,
      flags: flagTable(flags.join('\n')),
      takes: parseCount(takes),
      run: (call) => answer(call, name),
    };
    if (also) aliases[name] = also.split(',');
  }
  return { commands, aliases };
}

function parseCount(text: string): ArgumentCount {
  const [least = '', most = least] = text.split('-');
  return { least: Number(least), most: most === '' ? Infinity : Number(most) };
}
