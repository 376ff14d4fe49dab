import { afterEach, describe, expect, test } from 'vitest';
import {
  decimal,
  isLanguage,
  keepLanguageIn,
  language,
  phrasebook,
  phraseOf,
  translated,
} from '../../src/base/language.ts';

afterEach(() => keepLanguageIn({ value: 'en' }));

const speakGerman = (): void => keepLanguageIn({ value: 'de' });

describe('language()', () => {
  test('is English until somebody says otherwise, and then whatever the cell holds', () => {
    const cell: { value: 'en' | 'de' } = { value: 'de' };
    expect(language()).toBe('en');
    keepLanguageIn(cell);
    expect(language()).toBe('de');
    cell.value = 'en';
    expect(language()).toBe('en');
  });
});

describe('isLanguage()', () => {
  test.each([
    ['de', true],
    ['en', true],
    ['fr', false],
    [null, false],
  ])('of %s is %s', (value, expected) => {
    expect(isLanguage(value)).toBe(expected);
  });
});

describe('translated()', () => {
  const greetings = translated(
    { hello: 'Hello', to: (name: string) => `Hello ${name}` },
    { de: { hello: 'Hallo', to: (name) => `Hallo ${name}` } },
  );

  test('answers in the language of the moment', () => {
    expect(greetings.to(greetings.hello)).toBe('Hello Hello');
    speakGerman();
    expect(greetings.to(greetings.hello)).toBe('Hallo Hallo');
  });
});

describe('phrasebook()', () => {
  const say = phrasebook({
    de: { '{0} of {1}': 'von {1} {0}', 'It is {0}.': 'Es ist {0}.' },
  });

  test('says what stands there in English', () => {
    expect(say`${2} of ${'three'}`).toBe('2 of three');
  });

  test('finds a sentence by what stands around its values, which may change places', () => {
    speakGerman();
    expect(say`${2} of ${'three'}`).toBe('von three 2');
  });

  test('takes a value as it is, whatever is in it', () => {
    speakGerman();
    expect(say`It is ${'{0} $& {1}'}.`).toBe('Es ist {0} $& {1}.');
  });

  test('writes a number as the language does', () => {
    expect(say`It is ${1.5}.`).toBe('It is 1.5.');
    speakGerman();
    expect(say`It is ${1.5}.`).toBe('Es ist 1,5.');
  });

  test('says in English what is not in the book', () => {
    speakGerman();
    expect(say`There is ${1}.`).toBe('There is 1.');
  });
});

test('phraseOf() numbers the values', () => {
  expect(phraseOf(['', ' of ', '.'])).toBe('{0} of {1}.');
});

test('decimal() has the mark of the language', () => {
  expect(decimal(1.25, 1)).toBe('1.3');
  speakGerman();
  expect(decimal(1.25, 1)).toBe('1,3');
  expect(decimal(12, 0)).toBe('12');
});
