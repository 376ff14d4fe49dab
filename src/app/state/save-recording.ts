import type { App } from './app.ts';

/** Hands the recording of this visit to the browser as a file. */
export function saveRecording({ recorder, session }: App): void {
  const text = recorder.format(session.report?.imageId ?? '');
  const url = URL.createObjectURL(new Blob([text], { type: 'application/jsonl' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `fishbowl-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.jsonl`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
