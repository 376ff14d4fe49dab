import type { World } from '../../world/model.ts';
import type { ScriptLine } from './shared.ts';

/** What was typed at the prompts of a machine since it was fresh, in order; terminals are counted as they were first used. */
export function journalOf({ commands }: World): ScriptLine[] {
  const lines = [...commands.values()]
    .filter(({ text }) => text.trim() !== '')
    .sort((a, b) => a.startedAt - b.startedAt);
  const terminals = [...new Set(lines.map(({ terminal }) => terminal))];
  return lines.map(({ terminal, text }) => ({ terminal: terminals.indexOf(terminal), text }));
}
