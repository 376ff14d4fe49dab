import type { Playhead } from '../state/playhead.svelte.ts';
import type { Terminals } from '../state/terminals.svelte.ts';
import { Typist, type Page } from './typist.svelte.ts';

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A typist at the page's terminals. */
export function openTypist(terminals: Terminals, playhead: Playhead): Typist {
  return new Typist({
    delay,
    world: () => playhead.present,
    async page(at): Promise<Page> {
      while (terminals.tabs.length <= at) await terminals.open();
      const tab = terminals.tabs[at];
      if (!tab) throw new Error(`There is no terminal ${String(at)}`);
      if (terminals.active !== tab) terminals.select(tab, false);
      const { screen } = tab;
      return {
        get terminal() {
          return tab.terminal;
        },
        row: () => screen.rowToCursor,
        type: (text) => screen.type(text),
        paste: (text) => screen.paste(text),
      };
    },
  });
}
