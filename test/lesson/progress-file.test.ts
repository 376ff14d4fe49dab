import { describe, expect, test } from 'vitest';
import { formatProgressFile, parseProgressFile } from '../../src/lesson/progress-file.ts';

describe('a file of progress', () => {
  const lessons = { a: { current: 'x', steps: {} }, 'b/index': { current: '', steps: {} } };

  test('comes back as it was', () => {
    expect(Object.fromEntries(parseProgressFile(formatProgressFile(lessons)))).toEqual(lessons);
  });

  test('leaves out what no lesson could keep', () => {
    const odd = formatProgressFile({ ...lessons, c: null, d: 3 });
    expect([...parseProgressFile(odd).keys()]).toEqual(['a', 'b/index']);
  });

  test.each([
    ['no JSON', 'hello', 'It is not JSON'],
    ['something else', '{"lessons":{}}', 'It holds no progress of Fishbowl'],
    [
      'a later form',
      formatProgressFile({}).replace('1', '2'),
      'It was written by a newer Fishbowl',
    ],
    ['too large', ' '.repeat(1_000_001), 'It is too large'],
  ])('is refused when it is %s', (_, text, why) => {
    expect(() => parseProgressFile(text)).toThrow(why);
  });
});
