import { momentOf } from '../film/scenes.ts';
import type { App } from '../state/app.ts';
import { paneNames } from '../stage/views.ts';
import { placeFor } from '../typing/place.ts';
import type { PresentAction } from './keys.ts';
import type { Talk } from './talk.svelte.ts';

export interface Stand {
  readonly app: App;
  readonly talk: Talk;
  /** Goes on with the lesson's recording. */
  toRecording(): void;
  /** Back to the machine from a recording; null where the machine is what is shown. */
  readonly toMachine: (() => void) | null;
  openNotes(): void;
}

/** Does what a key of Present asks for. */
export function performPresent(action: PresentAction, stand: Stand): void {
  const { app, talk } = stand;
  const { settings, playhead, terminals, typist } = app;
  const does: Record<PresentAction, () => unknown> = {
    next: () => next(stand),
    slideForward: () => talk.go(1),
    slideBack: () => talk.go(-1),
    timeForward: () => playhead.step('command', 1),
    timeBack: () => playhead.step('command', -1),
    live: () => playhead.goLive(),
    blank: () => (talk.blank = !talk.blank),
    view: () => settings.set({ view: after(paneNames, settings.view) }),
    layout: () => talk.nextLayout(),
    notes: () => stand.openNotes(),
    type: () => terminals.active?.screen.focus(),
    larger: () => settings.grow(1),
    smaller: () => settings.grow(-1),
    recording: () => stand.toRecording(),
    fresh: () => fresh(stand),
    leave: () => {
      if (app.selection.selected) return app.selection.select(null);
      typist.stop();
      settings.mode = 'learn';
    },
  };
  does[action]();
}

/** Types and runs the next command; a second press types the rest at once. */
function next({ app, talk }: Stand): void {
  const { typist, playhead, session, backend } = app;
  if (!backend.live) return playNext(app, talk);
  if (typist.run?.doing === 'typing') return typist.hurry();
  if (session.phase.name !== 'running') return;
  playhead.goLive();
  const line = talk.take();
  if (line) void typist.play([{ terminal: placeFor(app, line.host), text: line.text }]);
}

/** In a recording: plays the next command as it was typed and run; a second press shows at once what it led to. */
function playNext({ playhead, scenes }: App, talk: Talk): void {
  if (playhead.playing) return playhead.hurry();
  const { slide, typed } = talk;
  if (talk.take() === null) return;
  const from = momentOf(scenes, slide, typed);
  const to = momentOf(scenes, slide, typed + 1);
  if (from === null || to === null) return;
  playhead.scrub(from);
  playhead.play(to);
}

/** In a recording: shows the moment at which the talk is. */
export function showSlide({ playhead, scenes }: App, talk: Talk): void {
  const at = momentOf(scenes, talk.slide, talk.typed);
  if (at !== null) playhead.scrub(at);
}

function fresh({ app, talk, toMachine }: Stand): void {
  if (toMachine) return toMachine();
  app.typist.stop();
  talk.startOver();
  void app.session.reset();
}

function after(names: readonly string[], name: string): string {
  return names[(names.indexOf(name) + 1) % names.length] ?? name;
}
