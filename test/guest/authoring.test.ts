// The worked example of docs/authoring.md, written into a folder of its own and checked with the command that the page names.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { project } from '../../scripts/project.ts';

let folder = '';
let example = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fishbowl-authoring-'));
  const page = await readFile(join(project, 'docs/authoring.md'), 'utf8');
  example = /^````markdown\n([\s\S]*?)^````$/m.exec(page)?.[1] ?? '';
});
afterAll(() => rm(folder, { recursive: true }));

/** What `npm run lessons -- check` says of a text, and its exit code. */
async function check(text: string): Promise<{ readonly said: string; readonly exit: number }> {
  const file = join(folder, 'index.md');
  await writeFile(file, text);
  return new Promise((resolve) => {
    const argv = ['run', '-s', 'lessons', '--', 'check', file];
    execFile('npm', argv, { cwd: project }, (error, stdout) => {
      resolve({ said: stdout, exit: typeof error?.code === 'number' ? error.code : 0 });
    });
  });
}

test('the worked example lints and plays', { timeout: 240_000 }, async () => {
  const { said, exit } = await check(example);
  expect(said).toContain('1 steps, as many solutions, 1 alternatives, 3 wrong ways, played');
  expect(said).toContain('No problems');
  expect(exit).toBe(0);
});

test('what does not play as it says is told by its line', { timeout: 240_000 }, async () => {
  const line = 1 + example.split('\n').findIndex((each) => each.startsWith('```wrong The host'));
  const solves = example.replace(
    /(```wrong The host.*\n)hostname aquarium/,
    '$1docker run -d --hostname aquarium busybox sleep 3000',
  );
  const broken = await check(solves);
  expect(broken.exit).toBe(1);
  expect(broken.said).toMatch(
    new RegExp(`index\\.md:${String(line)}: "The host itself is renamed" solves`),
  );
});
