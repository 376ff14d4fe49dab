import { describe, expect, test } from 'vitest';
import { lessonFiles, nameOfFile, readLesson } from '../../../scripts/lesson-files.ts';
import { deckOf } from '../../../src/app/present/deck.ts';
import { presentActionOf, presentKeys } from '../../../src/app/present/keys.ts';
import { Talk } from '../../../src/app/present/talk.svelte.ts';
import { texts } from '../../../src/app/text/texts.ts';
import type { Lesson, Step } from '../../../src/lesson/lesson.ts';
import { plainText, type Block } from '../../../src/lesson/text.ts';

const words = (text: string): Block => ({ type: 'paragraph', parts: [{ type: 'text', text }] });

function step(title: string, todo: readonly string[], solution: readonly string[]): Step {
  return {
    id: title.toLowerCase(),
    title,
    purpose: [words(`purpose of ${title}`)],
    view: 'layers',
    todo: [words('Type this:'), { type: 'commands', lines: todo, host: false }],
    expect: [words('seen')],
    meaning: [words('meant')],
    checks: [],
    hints: [],
    solution: { label: '', lines: solution, line: 1 },
    alternatives: [],
    wrong: [],
  } as unknown as Step;
}

const lesson = {
  title: 'A lesson',
  summary: 'What it is about.',
  language: 'en',
  view: 'pids',
  introduction: [words('Welcome.')],
  steps: [step('One', ['a', 'look', 'b'], ['a', 'b']), step('Two', ['look'], ['c'])],
} as unknown as Lesson;

describe('deckOf()', () => {
  const deck = deckOf(lesson);

  test('begins with the title, its summary, and the introduction as notes', () => {
    expect(deck[0]).toMatchObject({ title: 'A lesson', lines: [] });
    expect(plainText(deck[0]?.purpose ?? [])).toBe('What it is about.');
    expect(plainText(deck[0]?.notes ?? [])).toBe('Welcome.');
  });

  test('shows title and purpose of a step, and keeps the rest for the speaker', () => {
    expect(deck[1]?.title).toBe('One');
    expect(plainText(deck[1]?.purpose ?? [])).toBe('purpose of One');
    expect(plainText(deck[1]?.notes ?? [])).toBe('seen\nmeant');
  });

  test('types what is to be done where that leads to the goal', () => {
    expect(deck[1]?.lines.map(({ text }) => text)).toEqual(['a', 'look', 'b']);
  });

  test('types the solution where it does not, beginning at a prompt of the host', () => {
    expect(deck[2]?.lines).toEqual([{ text: 'c', host: true }]);
  });

  test('has the lesson’s view with its title, and each step’s with the step', () => {
    expect(deck.map(({ view }) => view)).toEqual(['pids', 'layers', 'layers']);
  });

  test.each(lessonFiles().map((file) => ({ file, name: nameOfFile(file) })))(
    'makes a deck of $name',
    ({ file }) => {
      const real = readLesson(file);
      const slides = deckOf(real);
      expect(slides).toHaveLength(real.steps.length + 1);
      for (const slide of slides.slice(1)) {
        expect(slide.lines.length, slide.title).toBeGreaterThan(0);
        expect(plainText(slide.purpose), slide.title).not.toBe('');
        expect(plainText(slide.notes), slide.title).not.toBe('');
      }
    },
  );
});

describe('Talk', () => {
  test('takes the lines of a slide, then goes to the next slide', () => {
    const talk = new Talk(lesson, null);
    expect(talk.take()).toBeNull();
    expect(talk.slide.title).toBe('One');
    const taken = [talk.take(), talk.take(), talk.take()];
    expect(taken.map((cue) => cue?.text)).toEqual(['a', 'look', 'b']);
    expect(talk.take()).toBeNull();
    expect(talk.slide.title).toBe('Two');
    expect(talk.take()?.text).toBe('c');
    expect(talk.take()).toBeNull();
    expect(talk.slide.title).toBe('Two');
  });

  test('begins at the step that was open', () => {
    expect(new Talk(lesson, 'two').slide.title).toBe('Two');
    expect(new Talk(lesson, 'one').slide.title).toBe('A lesson');
    expect(new Talk(lesson, 'gone').slide.title).toBe('A lesson');
  });

  test('knows where it was when it comes back to a slide', () => {
    const talk = new Talk(lesson, null);
    talk.go(1);
    talk.take();
    talk.go(1);
    talk.go(-1);
    expect(talk.line?.text).toBe('look');
    talk.go(-9);
    expect(talk.at).toBe(0);
  });

  test('measures the time since the first command', () => {
    let now = 1000;
    const talk = new Talk(lesson, null, () => now);
    talk.go(1);
    expect(talk.elapsed(5000)).toBe(0);
    talk.take();
    now = 4000;
    expect(talk.elapsed(now)).toBe(3000);
    talk.restartClock();
    expect(talk.elapsed(now)).toBe(0);
  });
});

describe('presentActionOf()', () => {
  const press = (key: string, ctrlKey = false) =>
    presentActionOf({ key, ctrlKey, altKey: false, metaKey: false });

  test.each([
    [' ', 'next'],
    ['ArrowLeft', 'timeBack'],
    ['PageDown', 'slideForward'],
    ['B', 'blank'],
    ['Escape', 'leave'],
    ['constructor', null],
    ['x', null],
  ])('%j is %s', (key, action) => {
    expect(press(key)).toBe(action);
  });

  test('leaves the browser its own keys', () => {
    expect(press('r', true)).toBeNull();
  });

  test('is explained in the help, key by key', () => {
    for (const [action, keys] of presentKeys) {
      expect(keys.length).toBeGreaterThan(0);
      expect(texts.present.actions[action]).toMatch(/\w/);
    }
  });
});
