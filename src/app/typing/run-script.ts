import type { ScriptLine } from '../link/shared.ts';
import type { App } from '../state/app.ts';

/** Runs lines in the page's terminals, visibly; on a fresh machine where `clean` is asked for. */
export async function runScript(
  { session, typist, terminals, playhead, show }: App,
  lines: readonly ScriptLine[],
  clean: boolean,
): Promise<void> {
  typist.stop();
  if (clean) await session.reset();
  if (session.phase.name !== 'running') return;
  show('terminal');
  playhead.goLive();
  if (await typist.play(lines)) terminals.active?.screen.focus();
}
