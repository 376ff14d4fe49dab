import { download } from '../shell/download.ts';
import type { App } from './app.ts';

/** Hands the recording of the branch that is shown to the browser as a file. */
export function saveRecording({ recorder, session, playhead }: App): void {
  const text = recorder.format(session.report?.imageId ?? '', playhead.branch);
  download(new Blob([text], { type: 'application/jsonl' }), 'fishbowl', 'jsonl');
}
