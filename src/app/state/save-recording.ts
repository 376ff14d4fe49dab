import type { App } from './app.ts';

/** Hands the recording of the branch that is shown to the browser as a file. */
export function saveRecording({ recorder, session, playhead }: App): void {
  const text = recorder.format(session.report?.imageId ?? '', playhead.branch);
  const url = URL.createObjectURL(new Blob([text], { type: 'application/jsonl' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `fishbowl-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.jsonl`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
