import { afterEach, describe, expect, test } from 'vitest';
import { keepLanguageIn } from '../../src/base/language.ts';
import { de } from '../../src/app/text/de/de.ts';
import { en } from '../../src/app/text/en/en.ts';
import { texts } from '../../src/app/text/texts.ts';
import { de as lessonSentences } from '../../src/lesson/de.ts';
import { de as viewSentences } from '../../src/views/de.ts';

/** Paths of a catalog with what stands there; of a function, its kind. */
function leaves(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, 'function']];
  return Object.entries(value as object).flatMap(([key, each]) => leaves(each, `${path}.${key}`));
}

afterEach(() => keepLanguageIn({ value: 'en' }));

/** The same in both languages: names, and words that German took over. */
const alike =
  /^(Fishbowl|Terminals?|Live|Web|Options|\{0\} s|Image|Images|Container|Container \{0\}|Namespaces|Mounts|Control Groups|Exec|Name|Text|Enter|—|PIDs|Kernel|Client|Daemon|Docker Hub|Hardware|Emulator|Boot|Boot: \{0\}|Bytes|Link|Socket|Start|VMs|Whiteout|image|Image \{0\}|Image \{0\}: \{1\}|Registry docker\.io|Registry localhost:5000|Registry \{0\}, \{1\}: \{2\}|1 Image|Images: \{0\}|\{0\} images|1 image|Client: \{0\} \{1\}|PID \{0\} in \{1\}|\{0\} in \{1\}|PID 1: \{0\}| \(\{0\}, PID \{1\}\)|, \{0\}|notes)$/i;

describe('the German catalog of the shell', () => {
  const english = new Map(leaves(en));
  const german = new Map(leaves(de));

  test('has the same names as the English one', () => {
    expect([...german.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  test('has German under them', () => {
    const same = [...german].filter(
      ([path, text]) => text !== 'function' && text === english.get(path) && !alike.test(text),
    );
    expect(same).toEqual([]);
  });

  test('is what the texts are in a German page', () => {
    expect(texts.app.more).toBe('More');
    keepLanguageIn({ value: 'de' });
    expect(texts.app.more).toBe('Mehr');
    expect(texts.seconds(1500)).toBe('1,5 s');
  });
});

test.each([
  ['views', viewSentences],
  ['lesson', lessonSentences],
])('the sentences of %s are German', (_, sentences) => {
  const same = Object.entries(sentences).filter(([english, german]) => english === german);
  expect(same.map(([english]) => english).filter((each) => !alike.test(each))).toEqual([]);
});

test.each([
  ['the shell', leaves(de).map(([, text]) => text)],
  ['the views', Object.values(viewSentences)],
  ['lessons', Object.values(lessonSentences)],
])('German of %s has German quotation marks', (_, sentences) => {
  expect(sentences.filter((each) => /["']|“[^”]*”/.test(each))).toEqual([]);
});
