import { describe, expect, test } from 'vitest';
import { isSolved } from '../../src/lesson/judge.ts';
import { parseLesson } from '../../src/lesson/parse.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import { process, worldWith } from '../world/sample.ts';

const files = import.meta.glob<string>('/lessons/**/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

describe.each(Object.entries(files))('%s', (_, text) => {
  test('is a lesson, none of whose steps is solved on a host where nothing was done', () => {
    const lesson = parseLesson(text);
    const host = worldWith(process({ pid: 1 }), process({ pid: 7 }));
    for (const step of lesson.steps) {
      expect(isSolved(step, host), step.title).toBe(false);
      expect(isSolved(step, emptyWorld), step.title).toBe(false);
    }
  });
});
