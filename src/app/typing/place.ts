import type { World } from '../../world/model.ts';
import type { Playhead } from '../state/playhead.svelte.ts';
import type { Tab, Terminals } from '../state/terminals.svelte.ts';
import { isPrompt } from './pace.ts';

const look = 60; // ms
/** A shell that has just been started is not waited for any longer than this, ms. */
const patience = 3000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether a terminal's shell, which is the host's own, waits for a command: nothing that was typed at its prompt still runs. */
export function waits({ commands }: World, terminal: number): boolean {
  return [...commands.values()].every(
    (command) => command.terminal !== terminal || command.finishedAt !== null,
  );
}

interface Desk {
  readonly terminals: Terminals;
  readonly playhead: Playhead;
}

/**
 * Which of the page's terminals takes a line, from 0: the one that is shown; for the host one whose shell waits, the one that is
 * shown before any other, or else one more.
 */
export function placeFor({ terminals, playhead }: Desk, host: boolean): number {
  const { tabs, active } = terminals;
  const shown = Math.max(0, active ? tabs.indexOf(active) : 0);
  if (!host) return shown;
  const free = tabs.map(
    ({ terminal, ended }) =>
      terminal !== null && ended === null && waits(playhead.present, terminal),
  );
  if (free[shown] || tabs.length === 0) return shown;
  const other = free.indexOf(true);
  return other < 0 ? tabs.length : other;
}

/** Shows the terminal of that place; opens what is missing, up to its first prompt. */
export async function showTab(terminals: Terminals, at: number, delay = pause): Promise<Tab> {
  while (terminals.tabs.length <= at) {
    await terminals.open();
    const { screen } = terminals.tabs.at(-1) ?? {};
    for (let waited = 0; waited < patience && !isPrompt(screen?.rowToCursor ?? ''); waited += look)
      await delay(look);
  }
  const tab = terminals.tabs[at];
  if (!tab) throw new Error(`There is no terminal ${String(at)}`);
  if (terminals.active !== tab) terminals.select(tab, false);
  return tab;
}
