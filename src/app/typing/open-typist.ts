import type { Playhead } from '../state/playhead.svelte.ts';
import type { Terminals } from '../state/terminals.svelte.ts';
import { showTab } from './place.ts';
import { Typist, type Page } from './typist.svelte.ts';

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A typist at the page's terminals. */
export function openTypist(terminals: Terminals, playhead: Playhead): Typist {
  return new Typist({
    delay,
    world: () => playhead.present,
    async page(at): Promise<Page> {
      const tab = await showTab(terminals, at, delay);
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
