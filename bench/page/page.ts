// A page with the machine and nothing else: what `bench/chromium.ts` measures through.
import { BrowserBackend } from '../../src/backend/browser.ts';

declare global {
  interface Window {
    backend: BrowserBackend;
  }
}

window.backend = new BrowserBackend(new URL('./', document.baseURI).href);
