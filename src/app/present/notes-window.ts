import { mount, unmount } from 'svelte';
import Notes from './Notes.svelte';
import type { Talk } from './talk.svelte.ts';

interface Reader {
  readonly talk: Talk;
  readonly title: string;
  onKey(event: KeyboardEvent): void;
}

/**
 * Opens the speaker's notes in a window of their own; null where the browser does not allow it. The window is of this page's origin
 * and policy and shows this page's own state, so that the two cannot differ; it closes with the page.
 */
export function openNotes({ talk, title, onKey }: Reader): { close(): void } | null {
  const opened = window.open('', 'fishbowl-notes', 'popup,width=720,height=640');
  if (!opened) return null;
  const { document: page } = opened;
  page.documentElement.lang = document.documentElement.lang;
  page.documentElement.dataset['theme'] = document.documentElement.dataset['theme'] ?? 'light';
  page.head.replaceChildren(...styles(page));
  page.title = title;
  page.body.replaceChildren();
  const notes = mount(Notes, { target: page.body, props: { talk, title } });
  opened.addEventListener('keydown', onKey);
  const close = (): void => {
    removeEventListener('pagehide', close);
    opened.removeEventListener('keydown', onKey);
    void unmount(notes);
    opened.close();
  };
  addEventListener('pagehide', close);
  opened.focus();
  return { close };
}

/** The page's own style sheets, by their full addresses. */
function styles(page: Document): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('link[rel=stylesheet], style')].map((each) => {
    const copy = page.importNode(each, true);
    if (each instanceof HTMLLinkElement) copy.setAttribute('href', each.href);
    return copy;
  });
}
