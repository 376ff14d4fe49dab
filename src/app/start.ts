import '@xterm/xterm/css/xterm.css';
import './style/tokens.css';
import './style/base.css';
import './style/sheet.css';
import './style/view-bar.css';
import '../views/views.css';
import { mount } from 'svelte';
import type { Backend } from '../backend/backend.ts';
import { keepLanguageIn } from '../base/language.ts';
import { parseAddress } from './link/address.ts';
import type { FilmReason } from './film/reason.ts';
import Root from './Root.svelte';
import { Settings } from './state/settings.svelte.ts';

/** Puts the app into the page. */
export function start(backend: Backend, reason: FilmReason | null): void {
  const target = document.getElementById('app');
  if (!target) throw new Error('The page has no element #app');
  const settings = new Settings(
    localStorage,
    matchMedia('(prefers-color-scheme: dark)'),
    matchMedia('(height >= 800px)'),
    navigator.languages,
  );
  // What is put into words depends on the settings from now on, and is put anew when they change.
  keepLanguageIn({
    get value() {
      return settings.language;
    },
  });
  const { mode, view, lang } = parseAddress(location.search);
  if (mode) settings.mode = mode;
  if (lang) settings.set({ language: lang });
  if (view) settings.set({ view });
  mount(Root, { target, props: { backend, settings, reason } });
}
