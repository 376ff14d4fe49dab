import { gazeAt } from '../../views/inside/readings.ts';
import type { Scene, View } from '../../views/view.ts';
import { isNothing, joinGazes } from '../../world/gaze.ts';
import type { App } from './app.ts';

/** Tells the backend what the shown views, the open card of evidence and the open step of the lesson look at, whenever that changes; null when nothing is shown any more. */
export function gazer({ backend, playhead, selection, session, lessons }: App) {
  let told = '';
  return (views: readonly View<Scene>[] | null): void => {
    if (session.phase.name !== 'running') {
      told = '';
      return;
    }
    // The machine goes on while the past is shown: it is asked for what is there now.
    const world = playhead.present;
    const gazes = views?.flatMap((view) => view.gaze?.(world, selection.options) ?? []);
    const gaze = joinGazes(
      gazes ? [...gazes, gazeAt(world, selection.selected), lessons.gaze(world)] : [],
    );
    const text = JSON.stringify(gaze);
    if (text === told || (told === '' && isNothing(gaze))) return;
    told = text;
    backend.lookAt(gaze).catch(() => {
      told = ''; // a machine that is gone: its successor is asked again
    });
  };
}
