import type { Action } from '../keys.ts';
import { copySelection } from '../terminal/clipboard.ts';
import type { App, PanelName } from './app.ts';

export interface Context {
  readonly app: App;
  openHelp(): void;
  page(): HTMLElement | undefined;
  /** Brings a panel forward where the page is too narrow for all, and the focus into it. */
  show(panel: PanelName): void;
}

/** Does what a key asks for. */
export function perform(action: Action, context: Context): void {
  const { terminals, settings, playhead, session, history } = context.app;
  const tab = terminals.active;
  const does: Record<Action, () => unknown> = {
    help: () => context.openHelp(),
    nextRegion: () => moveRegion(context, 1),
    previousRegion: () => moveRegion(context, -1),
    newTerminal: () => session.phase.name === 'running' && terminals.open(),
    closeTerminal: () => tab && terminals.close(tab),
    nextTerminal: () => terminals.move(1),
    previousTerminal: () => terminals.move(-1),
    copy: () => tab && copySelection(tab.screen),
    find: () => (terminals.finding = tab !== null),
    larger: () => settings.grow(1),
    smaller: () => settings.grow(-1),
    previousCommand: () => playhead.step('command', -1),
    nextCommand: () => playhead.step('command', 1),
    live: () => playhead.goLive(),
    goBack: () => history.goBack(),
    keepMoment: () => history.keep(),
    branches: () => (history.comparing = true),
    play: () => (playhead.playing ? playhead.pause() : playhead.play()),
  };
  does[action]();
}

/** Moves the focus to the next visible region of the page, round the ends. */
function moveRegion(context: Context, by: 1 | -1): void {
  const regions = [
    ...(context.page()?.querySelectorAll<HTMLElement>('[data-region]') ?? []),
  ].filter((region) => region.offsetParent !== null);
  // A region may lie within another: the innermost counts.
  const at = regions.findLastIndex((region) => region.contains(document.activeElement));
  const next = regions.at((at + by + (at < 0 && by < 0 ? 1 : 0)) % regions.length);
  if (next?.dataset['region'] === 'terminal' && context.app.terminals.active)
    context.app.terminals.active.screen.focus();
  else (next?.querySelector<HTMLElement>('[data-primary]') ?? next)?.focus();
}
