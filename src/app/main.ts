// The first thing the page runs: the worker fetches the machine while the rest of the page is still on its way.
import { BrowserBackend } from '../backend/browser.ts';
import { bootBegins, reasonForFilm } from './film/reason.ts';

const backend = new BrowserBackend(new URL('./', document.baseURI).href);
const reason = reasonForFilm({
  narrow: matchMedia('(width < 820px)').matches,
  memory: (navigator as { deviceMemory?: number }).deviceMemory,
  storage: sessionStorage,
});
if (reason === null) {
  bootBegins(sessionStorage, false);
  backend.prepare();
}
void import('./start.ts').then(({ start }) => start(backend, reason));
