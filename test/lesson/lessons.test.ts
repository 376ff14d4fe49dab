import { describe, expect, test } from 'vitest';
import { lessonFiles, nameOfFile, readLesson } from '../../scripts/lesson-files.ts';
import { isSolved } from '../../src/lesson/judge.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import { process, worldWith } from '../world/sample.ts';

describe.each(lessonFiles().map((file) => [nameOfFile(file), file]))('%s', (_, file) => {
  test('is a lesson, none of whose steps is solved on a host where nothing was done', () => {
    const lesson = readLesson(file ?? '');
    const host = worldWith(process({ pid: 1 }), process({ pid: 7 }));
    for (const step of lesson.steps) {
      expect(isSolved(step, host), step.title).toBe(false);
      expect(isSolved(step, emptyWorld), step.title).toBe(false);
    }
  });
});
