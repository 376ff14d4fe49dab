// The first thing the page runs: the worker fetches the machine while the rest of the page is still on its way.
import { BrowserBackend } from '../backend/browser.ts';

const backend = new BrowserBackend(new URL('./', document.baseURI).href);
backend.prepare();
void import('./start.ts').then(({ start }) => start(backend));
