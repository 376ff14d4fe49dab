import { getContext, setContext } from 'svelte';
import type { Backend } from '../../backend/backend.ts';
import { Recorder } from '../../backend/record.ts';
import { Disposables } from '../../base/disposal.ts';
import { lessons as allLessons, onLessonsRenewed } from '../lesson/all.ts';
import { Lessons } from './lessons.svelte.ts';
import type { Settings } from './settings.svelte.ts';
import { Frames } from './frames.ts';
import { History } from './history.svelte.ts';
import { Playhead } from './playhead.svelte.ts';
import { Selection } from './selection.svelte.ts';
import { Session } from './session.svelte.ts';
import type { Scene } from '../film/scenes.ts';
import { parsePanes } from '../stage/views.ts';
import { StepStarts } from './step-starts.svelte.ts';
import { Terminals } from './terminals.svelte.ts';
import { openTypist } from '../typing/open-typist.ts';
import type { Typist } from '../typing/typist.svelte.ts';

export type PanelName = 'lesson' | 'terminal' | 'stage';

/** Everything that one backend's page holds. */
export interface App {
  readonly backend: Backend;
  readonly settings: Settings;
  readonly frames: Frames;
  readonly playhead: Playhead;
  readonly selection: Selection;
  readonly terminals: Terminals;
  readonly session: Session;
  readonly recorder: Recorder;
  readonly history: History;
  readonly lessons: Lessons;
  readonly starts: StepStarts;
  readonly typist: Typist;
  /** Of a recorded lesson, where each slide stands in it; empty where there is a machine. */
  readonly scenes: readonly Scene[];
  /** Brings a part of the page forward where it is too narrow for all; the page sets it. */
  show: (panel: PanelName) => void;
  /** Whether this is what the page shows; what is not stands still. */
  setShown(shown: boolean): void;
  dispose(): void;
}

/** After a frame that came late the machine leaves room for so long, ms. */
const roomFor = 250;

/** Wires the parts of a page together. Nothing starts before `session.boot`. */
export function createApp(
  backend: Backend,
  settings: Settings,
  scenes: readonly Scene[] = [],
): App {
  const owned = new Disposables();
  const wall = (): number => performance.now();
  const frames = new Frames(
    (draw) => requestAnimationFrame(draw),
    wall,
    () => backend.makeRoom(roomFor),
  );
  const playhead = new Playhead(frames, wall);
  const recorder = new Recorder(() => playhead.guestNow());
  const selection = new Selection(matchMedia('(prefers-reduced-motion: reduce)'));
  const terminals = new Terminals(
    backend,
    recorder,
    () => settings.look,
    () => frames.lend(),
  );
  const typist = openTypist(terminals, playhead);
  const lessons = new Lessons(allLessons, localStorage);
  // What is done in a recording was not done by this person.
  if (backend.live) playhead.onPresent((world) => lessons.observe(world));
  owned.add(onLessonsRenewed((all) => lessons.renew(all)));
  const session = new Session(backend, () => {
    history.clear();
    starts.fresh();
    return terminals.startOver();
  });
  const history = new History({ backend, playhead, recorder, terminals, session });
  const starts = new StepStarts(lessons, history);
  owned.add(
    lessons.onEntered(({ view }) => {
      showView(settings, view);
      void starts.mark();
    }),
  );
  owned.add(
    backend.onEvents((events) => {
      playhead.push(events);
      recorder.takeEvents(events);
    }),
  );
  const setShown = restWhileHidden({ playhead, session }, owned);
  return {
    backend,
    settings,
    frames,
    playhead,
    selection,
    terminals,
    session,
    recorder,
    history,
    lessons,
    starts,
    typist,
    scenes,
    show: () => undefined,
    setShown,
    dispose() {
      typist.stop();
      owned.dispose();
      terminals.dispose();
      void backend.shutdown().catch(() => undefined);
    },
  };
}

/** While nobody sees the page its machine and its pictures stand still; answers what is told when it is, or is not, what is shown. */
function restWhileHidden(
  { playhead, session }: Pick<App, 'playhead' | 'session'>,
  owned: Disposables,
): App['setShown'] {
  let shown = true;
  const look = (): void => {
    const hidden = document.hidden || !shown;
    playhead.setPaused(hidden);
    void session.setHidden(hidden);
  };
  document.addEventListener('visibilitychange', look);
  owned.add(() => document.removeEventListener('visibilitychange', look));
  return (now) => {
    shown = now;
    look();
  };
}

/** Opens the view that a step is told by, unless it is shown already. */
export function showView(settings: Settings, view: string): void {
  const wanted = parsePanes(view);
  const shown = parsePanes(settings.view);
  if (wanted.some((name) => !shown.includes(name))) settings.set({ view });
}

const key = Symbol('app');

export function provideApp(app: App): void {
  setContext(key, app);
}

export function useApp(): App {
  return getContext(key);
}
