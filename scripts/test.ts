// npm test: everything, in order; a stage that fails does not stop the next. The last line is "N passed, N failed".
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { openToolchain } from '../src/guest/toolchain.ts';
import { findChromium } from './browser.ts';
import { project } from './project.ts';
import { buildSite } from './site.ts';
import { playwrightTally, type Tally, vitestTally } from './tally.ts';

interface Stage {
  readonly name: string;
  run(): Promise<Tally>;
}

const reports = join(project, 'node_modules/.cache/fishbowl-tests');

const stages: readonly Stage[] = [
  check('Format', 'check:format'),
  check('Lint', 'check:lint'),
  check('Types', 'check:types'),
  check('Imports', 'check:imports'),
  check('Dead code', 'check:dead'),
  vitest('Unit tests', 'unit'),
  { name: 'Guest and site', run: () => one(buildSite().then(() => true)) },
  vitest('Tests on the real guest', 'guest'),
  { name: 'Tests in Chromium', run: browserTests },
];

/** A stage that is one npm script and counts as one test. */
function check(name: string, script: string): Stage {
  return { name, run: () => one(execute('npm', ['run', '-s', script])) };
}

function vitest(name: string, tests: string): Stage {
  return {
    name,
    async run() {
      const report = join(reports, `${tests}.json`);
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      const program = join(project, 'node_modules/vitest/vitest.mjs');
      const argv = [program, 'run', '--project', tests, ...reporters];
      const ok = await execute('node', argv, await compilers());
      return counted(vitestTally, report, ok);
    },
  };
}

/** The environment in which tests of C sources find the guest build's gcc, whatever the host has. */
async function compilers(): Promise<Record<string, string>> {
  const { folder } = await openToolchain((text) => console.log(text));
  const path = [folder, process.env['PATH'] ?? ''].join(delimiter);
  return { PATH: path, LD_RUN_PATH: join(folder, 'lib') };
}

async function browserTests(): Promise<Tally> {
  const report = join(reports, 'browser.json');
  const chromium = await findChromium((text) => console.log(text));
  const program = join(project, 'node_modules/@playwright/test/cli.js');
  const ok = await execute('node', [program, 'test', '--reporter=list,json'], {
    FISHBOWL_CHROMIUM: chromium,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  return counted(playwrightTally, report, ok);
}

async function one(ok: Promise<boolean>): Promise<Tally> {
  return (await ok) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Counts of a report; a run that failed without a failed test in its report is one failure more. */
async function counted(
  count: (report: string) => Tally,
  file: string,
  ok: boolean,
): Promise<Tally> {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const tally = count(await readFile(file, 'utf8'));
  return ok || tally.failed ? tally : { ...tally, failed: 1 };
}

function execute(
  program: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, {
      cwd: project,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code === 0));
  });
}

await rm(reports, { recursive: true, force: true });
await mkdir(reports, { recursive: true });
const total = { passed: 0, failed: 0 };
for (const { name, run } of stages) {
  console.log(`\n== ${name}`);
  const start = performance.now();
  const { passed, failed } = await run().catch((error: unknown) => {
    console.error(error);
    return { passed: 0, failed: 1 };
  });
  total.passed += passed;
  total.failed += failed;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`== ${name}: ${passed} passed, ${failed} failed (${seconds} s)`);
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed ? 1 : 0;
