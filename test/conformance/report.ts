// Plays scenarios (all, or those named by area or title) on the guest and prints what differs from the recordings.
import { readAnswers } from './answer.ts';
import { readDifferences } from './expected.ts';
import { Player } from './player.ts';
import { readScenarios } from './scenario.ts';

console.log = console.error; // v86 at times says something

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const wanted = process.argv.slice(2);
const scenarios = readScenarios().filter(
  ({ area, title }) => wanted.length === 0 || wanted.some((each) => [area, title].includes(each)),
);
const differences = readDifferences();
const player = await Player.open();
const count = { scenarios: 0, passed: 0, steps: 0, differing: 0 };
const known = new Map(
  [...new Set(scenarios.map(({ area }) => area))].map((area) => [area, readAnswers(area)]),
);
for (const scenario of scenarios) {
  const { area, title, steps } = scenario;
  const recorded = known.get(area)?.get(title);
  if (!recorded) continue;
  const name = `${area}: ${title}`;
  const mismatches = (await player.play(scenario, recorded)).filter(
    ({ expected }) =>
      !differences.some((each) => each.scenario === name && each.step === expected.run),
  );
  count.scenarios++;
  count.steps += steps.length;
  count.differing += mismatches.length;
  if (mismatches.length === 0) {
    count.passed++;
    say(`+ ${name}`);
  } else say(`\n## ${name} (${String(mismatches.length)} of ${String(steps.length)} steps)`);
  for (const { expected, got } of mismatches)
    say(
      `$ ${expected.run}\n${(['exit', 'out', 'err'] as const)
        .filter((part) => expected[part] !== got[part])
        .map(
          (part) =>
            `  ${part} expected: ${show(expected[part])}\n  ${part} got:      ${show(got[part])}`,
        )
        .join('\n')}`,
    );
}
say(
  `\n${String(count.passed)} of ${String(count.scenarios)} scenarios pass; ${String(count.differing)} of ${String(count.steps)} steps differ`,
);
await player.close();

function show(value: string | number): string {
  const text = JSON.stringify(value);
  return text.length > 1500 ? `${text.slice(0, 1500)}…` : text;
}
