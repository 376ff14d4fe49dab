import { describe, expect, test } from 'vitest';
import type { Lesson, Step } from '../../src/lesson/lesson.ts';
import {
  askHint,
  goTo,
  nextStep,
  observe,
  parseProgress,
  progressOf,
  retry,
  showSolution,
  startProgress,
} from '../../src/lesson/progress.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import { process, worldWith } from '../world/sample.ts';

const route = { label: '', lines: [], line: 1 };

function step(id: string, command: string): Step {
  return {
    ...{ id, title: id, purpose: [], todo: [], expect: [], meaning: [] },
    checks: [{ name: 'process-on-host', arguments: { command } }],
    hints: [[], []],
    ...{ solution: route, alternatives: [], wrong: [] },
  };
}

const lesson: Lesson = {
  ...{ title: 'L', summary: 'S', language: 'en', view: 'namespaces', introduction: [] },
  steps: [step('a', 'sleep'), step('b', 'cat')],
};
const host = process({ pid: 1 });
const sleeping = worldWith(host, process({ pid: 9, argv: ['sleep', '9'], execedAt: 1 }));
const start = startProgress(lesson);

describe('progress', () => {
  test('counts the open step as solved when its checks pass, and keeps it so', () => {
    const solved = observe(start, lesson, sleeping);
    expect(progressOf(solved, 'a').state).toBe('solved');
    expect(progressOf(observe(solved, lesson, emptyWorld), 'a').state).toBe('solved');
    expect(progressOf(solved, 'b').state).toBe('open');
  });

  test('stays the same object when nothing changes', () => {
    expect(observe(start, lesson, emptyWorld)).toBe(start);
  });

  test('does not count a step as solved whose solution was shown', () => {
    const shown = showSolution(start);
    const played = observe(shown, lesson, sleeping);
    expect(progressOf(played, 'a').state).toBe('shown');
    expect(progressOf(observe(retry(played), lesson, sleeping), 'a').state).toBe('solved');
  });

  test('keeps a step solved when its solution is shown afterwards', () => {
    const solved = observe(start, lesson, sleeping);
    expect(showSolution(solved)).toBe(solved);
  });

  test('gives one hint after the other, as many as there are', () => {
    const asked = [1, 2, 3].reduce((progress) => askHint(progress, lesson), start);
    expect(progressOf(asked, 'a').hints).toBe(2);
  });

  test('goes to steps that exist', () => {
    expect(nextStep(start, lesson)).toBe('b');
    const there = goTo(start, lesson, 'b');
    expect([there.current, nextStep(there, lesson)]).toEqual(['b', null]);
    expect(goTo(there, lesson, 'c')).toBe(there);
  });

  test('comes back from JSON, without what does not fit', () => {
    const kept = askHint(goTo(observe(start, lesson, sleeping), lesson, 'b'), lesson);
    expect(parseProgress(JSON.parse(JSON.stringify(kept)), lesson)).toEqual(kept);
    for (const damaged of [null, 3, {}, { steps: { a: { state: 'won' }, x: {} }, current: 'x' }])
      expect(parseProgress(damaged, lesson)).toEqual(start);
  });
});
