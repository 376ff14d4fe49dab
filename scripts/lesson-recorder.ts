// Types a lesson's slides into a fresh guest, as they are typed before an audience, and records what happens.
import { randomBytes } from 'node:crypto';
import type { Scene } from '../src/app/film/scenes.ts';
import { deckOf, type Cue, type Slide } from '../src/app/present/deck.ts';
import { parsePanes, views } from '../src/app/stage/views.ts';
import { texts } from '../src/app/text/texts.ts';
import { isPrompt, pausesOf } from '../src/app/typing/pace.ts';
import { waits } from '../src/app/typing/place.ts';
import type { Terminal } from '../src/backend/backend.ts';
import { pageClock } from '../src/backend/clock.ts';
import type { Guest } from '../src/backend/guest.ts';
import { SecondMachine } from '../src/backend/second/machine.ts';
import { decodeText } from '../src/base/bytes.ts';
import { fileArtifacts } from '../src/guest/files.ts';
import { gazeOf, isSolved, judge } from '../src/lesson/judge.ts';
import type { Lesson, Step } from '../src/lesson/lesson.ts';
import { plainText } from '../src/lesson/text.ts';
import { fetchBootFiles } from '../src/machine/boot-files.ts';
import { defaultOptions } from '../src/views/view.ts';
import { joinGazes } from '../src/world/gaze.ts';
import type { Millis } from '../src/world/model.ts';
import { recordGuest, type GuestRecording } from './record-guest.ts';

/** What a phone can show of a terminal in letters that can be read. */
const size = { rows: 14, cols: 64 };
const look = 50; // ms
/** A prompt that stands for so long is one, ms. */
const settled = 250;
/** So much time is left to read what a command has said, ms. */
const reading = 1000;
/** A guest that executes next to nothing for so long only waits for somebody, ms. */
const longestIdle = 4000;
/** A guest at rest executes fewer instructions than this between two looks. */
const few = 1_000_000;
/** For so long it is waited that a slide solves its step, ms. */
const patience = 60_000;

export interface Recorded {
  readonly text: string;
  readonly scenes: readonly Scene[];
}

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Records a lesson on a guest; throws where a slide's lines do not solve its step. */
export async function recordLesson(guest: Guest, lesson: Lesson): Promise<Recorded> {
  await guest.reset();
  const stage = new RecordingStage(guest);
  try {
    await stage.open();
    const scenes: Scene[] = [];
    for (const slide of deckOf(lesson)) {
      const step = lesson.steps.find(({ id }) => id === slide.id);
      scenes.push(await stage.play(slide, step ?? null));
    }
    return { text: await stage.format(), scenes };
  } finally {
    await stage.close();
  }
}

interface Desk {
  readonly terminal: Terminal;
  shown: string;
}

class RecordingStage {
  readonly #guest: Guest;
  readonly #recording: GuestRecording;
  readonly #desks: Desk[] = [];
  readonly #stops: (() => void)[] = [];
  #second: SecondMachine | null = null;
  #booted: Promise<void> = Promise.resolve();
  /** Place of the terminal that is typed into. */
  #active = 0;
  #look: () => void = () => undefined;

  constructor(guest: Guest) {
    this.#guest = guest;
    this.#recording = recordGuest(guest);
    this.#stops.push(
      this.#recording.stop,
      guest.onEvents(() => this.#look()),
    );
  }

  async open(): Promise<void> {
    await this.#desk(0);
    await delay(reading);
  }

  /** Plays a slide to the end of its lines, and until its step is solved. */
  async play(slide: Slide, step: Step | null): Promise<Scene> {
    console.error(`  ${slide.title}`);
    this.#attend(slide, step);
    const from = this.#recording.now();
    const lines: { text: string; until: Millis }[] = [];
    await delay(settled);
    if (step && plainText(step.todo).includes(texts.machines.boot))
      this.#booted = this.#bootSecond();
    for (const cue of slide.lines) {
      await this.#type(cue);
      await delay(reading);
      lines.push({ text: cue.text, until: this.#recording.now() });
    }
    const last = lines.at(-1);
    if (step) await this.#untilSolved(slide, step);
    if (last) last.until = this.#recording.now();
    return { id: slide.id, from, lines };
  }

  async format(): Promise<string> {
    await this.#guest.settle();
    return this.#recording.recorder.format('recorded in Node');
  }

  async close(): Promise<void> {
    for (const stop of this.#stops) stop();
    for (const { terminal } of this.#desks) terminal.close();
    await this.#second?.shutdown();
  }

  /** Meanwhile the guest is asked for what the slide's pictures and its step look at, as the page does it. */
  #attend({ view }: Slide, step: Step | null): void {
    const shown = views.filter(({ name }) => parsePanes(view).includes(name));
    let told = '';
    this.#look = () => {
      const { world } = this.#guest;
      const gaze = joinGazes([
        ...shown.flatMap((each) => each.gaze?.(world, defaultOptions) ?? []),
        ...(step ? [gazeOf(step, world)] : []),
      ]);
      const text = JSON.stringify(gaze);
      if (text !== told) this.#guest.lookAt(gaze);
      told = text;
    };
    this.#look();
  }

  async #type({ text, host }: Cue): Promise<void> {
    const free = (at: number): boolean =>
      waits(this.#guest.world, this.#desks[at]?.terminal.id ?? 0);
    if (host && !free(this.#active)) {
      const other = this.#desks.findIndex((_, at) => free(at));
      this.#active = other < 0 ? this.#desks.length : other;
    }
    const desk = await this.#desk(this.#active);
    const pauses = pausesOf(text);
    for (const [index, character] of [...text].entries()) {
      await delay(pauses[index] ?? 0);
      desk.terminal.write(character);
    }
    await delay(settled);
    const { length } = desk.shown;
    desk.terminal.write('\r');
    await this.#rest(desk, length + 2);
  }

  /** Resolves when the terminal shows a prompt after so many characters, or when what runs only waits to be ended. */
  async #rest(desk: Desk, since: number): Promise<void> {
    const { machine } = this.#guest;
    let before = machine.instructions();
    for (let prompted = 0, idle = 0; prompted < settled && idle < longestIdle;) {
      await delay(look);
      const now = machine.instructions();
      const prompts = desk.shown.length > since && isPrompt(lastRow(desk.shown));
      prompted = prompts ? prompted + look : 0;
      idle = now - before < few ? idle + look : 0;
      before = now;
    }
  }

  async #untilSolved({ title }: Slide, step: Step): Promise<void> {
    await this.#booted;
    for (let waited = 0; waited < patience; waited += look) {
      if (isSolved(step, this.#guest.world)) return delay(reading * 2);
      await delay(look);
    }
    const reasons = judge(step, this.#guest.world).map(({ text }) => text);
    throw new Error(`The lines of "${title}" do not solve the step: ${reasons.join('; ')}`);
  }

  async #desk(at: number): Promise<Desk> {
    while (this.#desks.length <= at) await this.#openDesk();
    const desk = this.#desks[at];
    if (!desk) throw new Error(`There is no terminal ${String(at)}`);
    return desk;
  }

  async #openDesk(): Promise<void> {
    const terminal = await this.#guest.openTerminal(size);
    this.#recording.recorder.takeTerminal(terminal, size);
    const desk: Desk = { terminal, shown: '' };
    terminal.onOutput((bytes) => {
      desk.shown += decodeText(bytes);
      terminal.acknowledge(bytes.length);
    });
    this.#desks.push(desk);
    while (!isPrompt(lastRow(desk.shown))) await delay(look);
  }

  async #bootSecond(): Promise<void> {
    const second = new SecondMachine({
      clock: pageClock,
      fetchFiles: () => fetchBootFiles(fileArtifacts()),
      wallNow: Date.now,
      random: (bytes) => randomBytes(bytes),
    });
    second.onChanged((row) => this.#guest.tellMachine(row));
    this.#second = second;
    await second.boot();
  }
}

/** The last row without what a terminal does not show. */
function lastRow(text: string): string {
  const row = text.slice(text.lastIndexOf('\n') + 1);
  return row.replace(/\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x1b\[[?\d;]*[a-zA-Z]|\r/g, '');
}
