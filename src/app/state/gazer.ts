import type { Scene, View } from '../../views/view.ts';
import type { Gaze } from '../../world/gaze.ts';
import type { App } from './app.ts';

/** Tells the backend what the shown views look at, whenever that changes. */
export function gazer({ backend, playhead, selection, session }: App) {
  let told = '';
  return (views: readonly View<Scene>[]): void => {
    if (session.phase.name !== 'running') {
      told = '';
      return;
    }
    // The machine goes on while the past is shown: it is asked for what is there now.
    const gazes = views.flatMap((view) => view.gaze?.(playhead.present, selection.options) ?? []);
    const gaze: Gaze = {
      layers: gazes.flatMap(({ layers }) => layers),
      files: gazes.flatMap(({ files }) => files),
    };
    const text = JSON.stringify(gaze);
    if (text === told || (told === '' && gazes.length === 0)) return;
    told = text;
    backend.lookAt(gaze).catch(() => {
      told = ''; // a machine that is gone: its successor is asked again
    });
  };
}
