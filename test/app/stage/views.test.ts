import { describe, expect, test } from 'vitest';
import {
  formatPanes,
  parsePanes,
  views,
  withCount,
  withPane,
} from '../../../src/app/stage/views.ts';

describe('parsePanes()', () => {
  test.each([
    ['layers', ['layers']],
    ['namespaces+pids', ['namespaces', 'pids']],
    ['both', ['namespaces', 'pids']],
    ['web+pids', ['web', 'pids']],
    ['', []],
    ['nope', []],
    ['pids+nope', []],
    ['pids+pids', []],
    ['namespaces+pids+layers', []],
  ])('of "%s"', (text, panes) => {
    expect(parsePanes(text)).toEqual(panes);
  });

  test('is undone by formatPanes()', () => {
    const four = withCount(['layers'], 4);
    expect(parsePanes(formatPanes(four))).toEqual(four);
  });
});

test('withCount() keeps what is shown, and fills up with what is not', () => {
  expect(withCount(['layers'], 2)).toEqual(['layers', views[0]?.name]);
  expect(withCount(['pids', 'layers'], 1)).toEqual(['pids']);
  expect(new Set(withCount(['layers'], 4)).size).toBe(4);
});

test('withPane() gives a pane another view, and that one’s place to whoever had it', () => {
  expect(withPane(['pids', 'layers'], 0, 'web')).toEqual(['web', 'layers']);
  expect(withPane(['pids', 'layers'], 0, 'layers')).toEqual(['layers', 'pids']);
});
