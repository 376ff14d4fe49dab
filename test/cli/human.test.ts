import { expect, test } from 'vitest';
import { ellipsis, formatBinarySize, formatDuration, formatSize } from '../../src/cli/human.ts';
import { formatTable } from '../../src/cli/tabwriter.ts';

const second = 1000;
const hour = 3600 * second;

test.each([
  [999, 'Less than a second'],
  [second, '1 second'],
  [59 * second, '59 seconds'],
  [60 * second, 'About a minute'],
  [119 * second, 'About a minute'],
  [120 * second, '2 minutes'],
  [hour - second, '59 minutes'],
  [hour, 'About an hour'],
  [1.5 * hour, '2 hours'],
  [47 * hour, '47 hours'],
  [48 * hour, '2 days'],
  [13 * 24 * hour, '13 days'],
  [14 * 24 * hour, '2 weeks'],
  [59 * 24 * hour, '8 weeks'],
  [60 * 24 * hour, '2 months'],
  [729 * 24 * hour, '24 months'],
  [730 * 24 * hour, '2 years'],
])('formatDuration(%i) is %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  [0, '0B'],
  [104, '104B'],
  [1000, '1kB'],
  [1984224, '1.98MB'],
  [4270000, '4.27MB'],
  [124000000, '124MB'],
  [100, '100B'],
])('formatSize(%i) is %s', (bytes, text) => {
  expect(formatSize(bytes)).toBe(text);
});

test('formatBinarySize() counts in 1024', () => {
  expect(formatBinarySize(25276502016)).toBe('23.54GiB');
});

test('ellipsis() cuts by characters', () => {
  expect(ellipsis('sh -c "echo hi; sleep"', 20)).toBe('sh -c "echo hi; sle…');
  expect(ellipsis('sh', 20)).toBe('sh');
});

test('formatTable() pads all cells but the last of a row', () => {
  expect(
    formatTable([
      ['A', 'B', 'C'],
      ['long enough', '…', 'x'],
    ]),
  ).toBe('A             B         C\nlong enough   …         x\n');
});
