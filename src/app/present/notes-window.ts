import { openOwnWindow } from '../shell/own-window.ts';
import Notes from './Notes.svelte';
import type { Talk } from './talk.svelte.ts';

interface Reader {
  readonly talk: Talk;
  readonly title: string;
  onKey(event: KeyboardEvent): void;
}

/** Opens the speaker's notes in a window of their own; null where the browser does not allow it. */
export function openNotes({ talk, title, onKey }: Reader): { close(): void } | null {
  return openOwnWindow({
    name: 'fishbowl-notes',
    title,
    size: { width: 720, height: 640 },
    component: Notes,
    props: { talk, title },
    onKey,
  });
}
