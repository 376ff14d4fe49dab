import { describe, expect, test } from 'vitest';
import { hintsNow } from '../../src/lesson/judge.ts';
import type { Hint, Lesson, Step } from '../../src/lesson/lesson.ts';
import {
  askHint,
  goTo,
  holdTime,
  nextStep,
  observe,
  parseProgress,
  predict,
  progressOf,
  retry,
  showSolution,
  startProgress,
  type Progress,
} from '../../src/lesson/progress.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import type { World } from '../../src/world/model.ts';
import { process, worldWith } from '../world/sample.ts';

const route = { label: '', lines: [], line: 1 };

function step(id: string, command: string): Step {
  return {
    ...{ id, title: id, view: 'namespaces', purpose: [], todo: [], expect: [], meaning: [] },
    prediction: null,
    checks: [{ name: 'process-on-host', arguments: { command } }],
    hints: [
      { when: null, blocks: [] },
      { when: null, blocks: [] },
    ],
    ...{ solution: route, alternatives: [], wrong: [] },
  };
}

const lesson: Lesson = {
  ...{
    title: 'L',
    summary: 'S',
    language: 'en',
    view: 'namespaces',
    part: '',
    minutes: null,
    introduction: [],
  },
  steps: [step('a', 'sleep'), step('b', 'cat')],
};
const host = process({ pid: 1 });
const sleeping = worldWith(host, process({ pid: 9, argv: ['sleep', '9'], execedAt: 1 }));
const start = startProgress(lesson);

/** The world became this, and has been so for long enough. */
function solve(progress: Progress, world: World): Progress {
  const held = observe(progress, lesson, { world, now: 0 });
  return observe(held, lesson, { world, now: holdTime });
}

describe('progress', () => {
  test('counts the open step as solved when its checks pass, and keeps it so', () => {
    const solved = solve(start, sleeping);
    expect(progressOf(solved, 'a').state).toBe('solved');
    expect(progressOf(solve(solved, emptyWorld), 'a').state).toBe('solved');
    expect(progressOf(solved, 'b').state).toBe('open');
  });

  test('does not count what was so for a moment only', () => {
    const held = observe(start, lesson, { world: sleeping, now: 0 });
    expect(held.holdingSince).toBe(0);
    const lost = observe(held, lesson, { world: emptyWorld, now: 10 });
    const again = observe(lost, lesson, { world: sleeping, now: holdTime });
    expect(progressOf(again, 'a').state).toBe('open');
    expect(observe(again, lesson, { world: sleeping, now: holdTime + 10 })).toBe(again);
  });

  test('stays the same object when nothing changes', () => {
    expect(solve(start, emptyWorld)).toBe(start);
  });

  test('does not count a step as solved whose solution was shown', () => {
    const shown = showSolution(start);
    const played = solve(shown, sleeping);
    expect(progressOf(played, 'a').state).toBe('shown');
    expect(progressOf(solve(retry(played), sleeping), 'a').state).toBe('solved');
  });

  test('keeps a step solved when its solution is shown afterwards', () => {
    const solved = solve(start, sleeping);
    expect(showSolution(solved)).toBe(solved);
  });

  test('gives one hint after the other, as many as there are', () => {
    const asked = [1, 2, 3].reduce((progress) => askHint(progress, lesson), start);
    expect(progressOf(asked, 'a').hints).toBe(2);
  });

  test('puts the hints first that the present state calls for', () => {
    const runs = { name: 'process-on-host', arguments: { command: 'sleep' } };
    const hint = (when: Hint['when']): Hint => ({ when, blocks: [] });
    const always = hint(null);
    const running = hint({ check: runs, passes: true });
    const absent = hint({ check: runs, passes: false });
    const hinting = { ...step('a', 'sleep'), hints: [always, running, absent] };
    expect(hintsNow(hinting, sleeping)).toEqual([running, always]);
    expect(hintsNow(hinting, emptyWorld)).toEqual([absent, always]);
    expect(hintsNow(hinting, sleeping)[0]).toBe(running);
  });

  test('goes to steps that exist', () => {
    expect(nextStep(start, lesson)).toBe('b');
    const there = goTo(start, lesson, 'b');
    expect([there.current, nextStep(there, lesson)]).toEqual(['b', null]);
    expect(goTo(there, lesson, 'c')).toBe(there);
  });

  describe('of a step that asks first', () => {
    const asking: Lesson = {
      ...lesson,
      steps: [
        {
          ...step('a', 'sleep'),
          prediction: {
            ask: 'Which?',
            answer: { name: 'number-inside', arguments: { command: 'sleep' } },
            choices: [
              { key: 'same', text: 'the same' },
              { key: 'other', text: 'another' },
            ],
          },
        },
        step('b', 'cat'),
      ],
    };
    const solveAsking = (progress: Progress, world: World): Progress => {
      const held = observe(progress, asking, { world, now: 0 });
      return observe(held, asking, { world, now: holdTime });
    };

    test('keeps the first choice that was committed to', () => {
      const chosen = predict(predict(start, 'other'), 'same');
      expect(progressOf(chosen, 'a')).toMatchObject({ predicted: 'other', outcome: null });
    });

    test('tells what the kernel did once the step is solved, and not before', () => {
      const held = observe(predict(start, 'other'), asking, { world: sleeping, now: 0 });
      expect(progressOf(held, 'a').outcome).toBeNull();
      const solved = observe(held, asking, { world: sleeping, now: holdTime });
      expect(progressOf(solved, 'a')).toMatchObject({
        state: 'solved',
        predicted: 'other',
        outcome: { key: 'same', text: 'sleep is 9, for everyone.' },
      });
      expect(parseProgress(JSON.parse(JSON.stringify(solved)), asking)).toEqual(solved);
    });

    test('takes no choice when it is too late, and waits for none', () => {
      const solved = solveAsking(predict(start, ''), sleeping);
      expect(progressOf(solved, 'a')).toMatchObject({ state: 'solved', predicted: '' });
      const late = predict(solveAsking(start, sleeping), 'same');
      expect(progressOf(late, 'a').predicted).toBeNull();
    });

    test('takes the answer from a world in which the step is solved', () => {
      const solved = {
        ...start,
        steps: { a: { ...progressOf(start, 'a'), state: 'solved' as const } },
      };
      expect(observe(solved, asking, { world: emptyWorld, now: 0 })).toBe(solved);
      expect(
        progressOf(observe(solved, asking, { world: sleeping, now: 0 }), 'a').outcome?.key,
      ).toBe('same');
    });
  });

  test('comes back from JSON, without what does not fit', () => {
    const kept = askHint(goTo(solve(start, sleeping), lesson, 'b'), lesson);
    expect(parseProgress(JSON.parse(JSON.stringify(kept)), lesson)).toEqual(kept);
    for (const damaged of [null, 3, {}, { steps: { a: { state: 'won' }, x: {} }, current: 'x' }])
      expect(parseProgress(damaged, lesson)).toEqual(start);
  });
});
