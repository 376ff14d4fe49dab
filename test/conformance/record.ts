// Records the answers of the real engine; README.md tells how. Every scenario is played twice: what differs between the two
// although placeholders were put cannot be a recording.
import { Answers, type Answer, readAnswers, sameAnswer, writeAnswers } from './answer.ts';
import { isInside, reenter, Reference } from './reference.ts';
import { readScenarios, type Scenario } from './scenario.ts';

async function record(wanted: readonly string[]): Promise<number> {
  const scenarios = readScenarios();
  const reference = await Reference.start();
  let unstable = 0;
  try {
    for (const area of new Set(scenarios.map((each) => each.area))) {
      const own = scenarios.filter((each) => each.area === area);
      unstable += await recordArea(reference, own, wanted);
    }
  } finally {
    await reference.stop();
  }
  return unstable > 0 ? 1 : 0;
}

/** Answers how many scenarios could not be recorded. */
async function recordArea(
  reference: Reference,
  scenarios: readonly Scenario[],
  wanted: readonly string[],
): Promise<number> {
  const area = scenarios[0]?.area ?? '';
  const known = readAnswers(area);
  const answers = new Map<string, readonly Answer[]>();
  for (const scenario of scenarios) {
    const old = known.get(scenario.title);
    const kept = isWanted(scenario, wanted, old) ? await recordTwice(reference, scenario) : old;
    if (kept) answers.set(scenario.title, kept);
  }
  writeAnswers(area, answers);
  return scenarios.length - answers.size;
}

/** Without arguments, all scenarios whose lines are not those of their recording; else those named by title or area, or `all`. */
function isWanted(
  { area, title, steps }: Scenario,
  wanted: readonly string[],
  old: readonly Answer[] | undefined,
): boolean {
  if (wanted.length > 0) return wanted.some((each) => [area, title, 'all'].includes(each));
  const lines = steps.map(({ line }) => line);
  return !old || JSON.stringify(old.map(({ run }) => run)) !== JSON.stringify(lines);
}

async function recordTwice(
  reference: Reference,
  scenario: Scenario,
): Promise<readonly Answer[] | null> {
  const start = Date.now();
  const [first, second] = [
    await recordOnce(reference, scenario),
    await recordOnce(reference, scenario),
  ];
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  console.log(`${scenario.area}: ${scenario.title} (${String(first.length)} steps, ${seconds} s)`);
  const differing = first.filter((each, at) => !sameAnswer(each, second[at]));
  for (const each of differing) {
    console.log('  DIFFERS BETWEEN TWO RUNS, not recorded:', JSON.stringify(each, null, 1));
    console.log('  and then:', JSON.stringify(second[first.indexOf(each)], null, 1));
  }
  return differing.length === 0 ? first : null;
}

async function recordOnce(reference: Reference, { steps }: Scenario): Promise<Answer[]> {
  const answers = new Answers();
  const recorded: Answer[] = [];
  if (steps.some(({ line }) => line.includes(' events '))) await reference.restart();
  for (const step of steps) recorded.push(answers.of(step, await reference.play(step)));
  await reference.forget();
  return recorded;
}

process.exitCode = isInside ? await record(process.argv.slice(2)) : reenter();
