import { describe, expect, test } from 'vitest';
import { de as lessonSentences } from '../../src/lesson/de.ts';
import { de as viewSentences } from '../../src/views/de.ts';
import { wordsInMarkup } from './markup.ts';
import { saidIn, unsaidIn, type Found } from './phrases.ts';

/** Files of `src/lesson/` whose sentences are for authors, who read English. */
const forAuthors = /\/(parse[a-z-]*|front-matter|check|text|problem)\.ts:/;
/** Words that are names of keys, of signals or of fields, not said to anyone. */
const names = new Set(['Escape', 'Enter', 'Home', 'End', 'State', 'Networks']);
const signals = /^([A-Z0-9]+ ?)+$/;

const told = ({ at, text }: Found): string => `${at}: ${text}`;

const slots = (phrase: string): string[] => (phrase.match(/\{\d\}/g) ?? []).toSorted();

describe.each([
  ['src/views', viewSentences],
  ['src/lesson', lessonSentences],
])('the sentences of %s', (folder, german) => {
  const { said, early } = saidIn(folder);
  const phrases = new Set(said.map(({ text }) => text));

  test('are there', () => {
    expect(phrases.size).toBeGreaterThan(300);
  });

  test('all have a German one', () => {
    expect(said.filter(({ text }) => !Object.hasOwn(german, text)).map(told)).toEqual([]);
  });

  test('are the only ones that have', () => {
    expect(Object.keys(german).filter((phrase) => !phrases.has(phrase))).toEqual([]);
  });

  test('say in German what they say in English', () => {
    const odd = Object.entries(german).filter(
      ([english, other]) => slots(english).join() !== slots(other).join(),
    );
    expect(odd).toEqual([]);
  });

  test('are asked for when they are drawn, never when their file is loaded', () => {
    expect(early.map(told)).toEqual([]);
  });

  test('all go through the phrasebook', () => {
    const bare = unsaidIn(folder).filter(
      ({ at, text }) => !forAuthors.test(at) && !names.has(text) && !signals.test(text),
    );
    expect(bare.map(told)).toEqual([]);
  });
});

test('components have no words of their own in their markup', () => {
  expect(wordsInMarkup('src/app')).toEqual([
    'web/WebPane.svelte: http://localhost:8080/',
    'web/WebPane.svelte: localhost:',
  ]);
});
