import type { App } from '../state/app.ts';
import type { Tab } from '../state/terminals.svelte.ts';

/** In a recording: the terminal in which the last command up to the moment that is shown was typed. */
export function tabAt({ terminals, playhead }: Pick<App, 'terminals' | 'playhead'>): Tab | null {
  const { at, segments } = playhead;
  const typed = segments.findLast(({ from }) => from.at <= at);
  return (
    terminals.tabs.find(({ terminal }) => terminal === typed?.terminal) ?? terminals.tabs[0] ?? null
  );
}
