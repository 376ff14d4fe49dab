import { expect, test } from 'vitest';
import { Placeholders } from './placeholder.ts';
import { parseScenarios } from './scenario.ts';

const long = 'c84a8c9f55428cecd2e6ddc2a5846252b2e368fb7d5b31ad71d92bfa1ef1d8b0';
const other = 'd20272bcc5ccb5883250b80960b17f979c75b9b521c6e1f8c4d1f3150ab38951';

test.each([
  ['an age', 'Exited (0) 3 seconds ago', 'Exited (0) <age> ago'],
  ['a time of up', 'Up About a minute (healthy)', 'Up <age> (healthy)'],
  ['a moment', '"2026-11-23T14:24:06.17612Z"', '"<time>"'],
  ['a date', '2026-11-23 14:24:06 +0000 UTC', '<date>'],
  ['nanoseconds', '"timeNano":1795443846176123456', '"timeNano":<nanoseconds>'],
  ['a random name', 'brave_turing', '<name 1>'],
  ['the zero time stays', '0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
  ["the images' own time stays", '2023-06-10T00:00:00Z', '2023-06-10T00:00:00Z'],
  ['an id that is all digits', ' ---> 666253341034', ' ---> <id 1:12>'],
  ['numbers stay', '214748364800 67108864', '214748364800 67108864'],
  ['a digest of zeros stays', '0'.repeat(64), '0'.repeat(64)],
])('%s', (_, text, placed) => {
  expect(new Placeholders().put(text)).toBe(placed);
});

test('the same identity keeps its number, short or long', () => {
  const placeholders = new Placeholders();
  expect(placeholders.put(`${long}\n${other.slice(0, 12)}\n`)).toBe('<id 1>\n<id 2:12>\n');
  expect(placeholders.put(`${other} ${long.slice(0, 12)}`)).toBe('<id 2> <id 1:12>');
});

test('columns lose their width only where an age or a random name decides it', () => {
  expect(new Placeholders().put('A      B\nx      2 days ago')).toBe('A  B\nx  <age> ago');
  expect(new Placeholders().put('A      B\nx      y')).toBe('A      B\nx      y');
});

test('parseScenarios() reads titles, lines and what stands before a line', () => {
  const text =
    '== one\n# a comment\ndocker ps\n\n@put a/b\n| x\n|\n| y\n@stdin\n| in\n@sorted\ncat a/b\n== two\n';
  expect(parseScenarios('area', text)).toEqual([
    {
      area: 'area',
      title: 'one',
      steps: [
        { line: 'docker ps', stdin: null, sorted: false, files: new Map() },
        { line: 'cat a/b', stdin: 'in\n', sorted: true, files: new Map([['a/b', 'x\n\ny\n']]) },
      ],
    },
    { area: 'area', title: 'two', steps: [] },
  ]);
});
