import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAnswers } from './answer.ts';
import { readDifferences, readExpectedFailures } from './expected.ts';
import { Player } from './player.ts';
import { readScenarios } from './scenario.ts';

/** Half of the work: the two halves are played side by side, each on a guest of its own. */
export const containerAreas: ReadonlySet<string> = new Set([
  'attach',
  'exec',
  'exec-flags',
  'health',
  'isolation',
  'lifecycle',
  'limits',
  'lives',
  'logs',
  'network',
  'options',
  'ps',
  'rotation',
  'run',
  'streams',
  'top-stats',
]);

/** Tests that play every scenario of some areas on the guest and compare each step with its recording. */
export function playAreas(belongs: (area: string) => boolean): void {
  const scenarios = readScenarios().filter(({ area }) => belongs(area));
  const differences = readDifferences();
  const failures = readExpectedFailures();
  let player: Player;

  beforeAll(async () => {
    player = await Player.open();
  });
  afterAll(() => player.close());

  for (const area of new Set(scenarios.map((each) => each.area))) {
    const recorded = readAnswers(area);
    describe(area, () => {
      for (const scenario of scenarios.filter((each) => each.area === area)) {
        const { title, steps } = scenario;
        const name = `${area}: ${title}`;
        const play = failures.has(name) ? test.skip : test;
        play(`${title} (${String(steps.length)} steps)`, async () => {
          const mismatches = await player.play(scenario, recorded.get(title) ?? []);
          const meant = differences.filter((each) => each.scenario === name);
          const wrong = mismatches.filter(
            ({ expected }) => !meant.some(({ step }) => step === expected.run),
          );
          expect(wrong.map(({ got }) => got)).toEqual(wrong.map(({ expected }) => expected));
          for (const { step } of meant)
            expect(
              mismatches.map(({ expected }) => expected.run),
              'it no longer differs: take it from differences.yaml',
            ).toContain(step);
        });
      }
    });
  }
}
