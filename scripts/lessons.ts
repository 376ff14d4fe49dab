// npm run lessons -- check [FILE…] | new NAME: for those who write lessons; docs/authoring.md tells of both.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Guest } from '../src/backend/guest.ts';
import type { Problem } from '../src/lesson/problem.ts';
import { languageOf, lessonFiles, lessonsFolder, translationFiles } from './lesson-files.ts';
import { lintLesson, lintTranslation } from './lesson-lint.ts';
import { countsOf, playLesson } from './lesson-play.ts';
import { lessonTemplate } from './lesson-template.ts';
import { openNodeGuest } from './open-guest.ts';
import { run } from './report.ts';

const usage = `Usage: npm run lessons -- check [FILE…]   lint lessons and translations (all of them, if none is named), and play the lessons on the guest
       npm run lessons -- new NAME        begin a lesson in lessons/NAME/`;

/** Number of problems found. */
async function check(files: readonly string[]): Promise<number> {
  let found = 0;
  const tell = (file: string, problems: readonly Problem[]): void => {
    found += problems.length;
    for (const { line, text } of problems)
      console.log(`${relative('.', file)}:${String(line)}: ${text.replaceAll('\n', ' ')}`);
  };
  const translations = files.filter((file) => languageOf(file));
  for (const file of translations) tell(file, lintTranslation(file));
  const lessons = files.filter((file) => !languageOf(file));
  const linted = lessons.map((file) => ({ file, ...lintLesson(file) }));
  for (const { file, problems } of linted) tell(file, problems);
  const sound = linted.filter(({ problems }) => problems.length === 0);
  let guest: Guest | null = null;
  try {
    for (const { file, lesson } of sound) {
      if (!lesson) continue;
      guest ??= await openNodeGuest();
      const began = performance.now();
      tell(file, await playLesson(guest, lesson));
      const { steps, alternatives, wrong } = countsOf(lesson);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      console.log(
        `${relative('.', file)}: ${String(steps)} steps, as many solutions, ${String(alternatives)} alternatives, ${String(wrong)} wrong ways, played in ${seconds} s`,
      );
    }
  } finally {
    await guest?.shutdown();
  }
  console.log(found === 0 ? 'No problems' : `${String(found)} problems`);
  return found;
}

async function begin(name: string): Promise<void> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
    throw new Error(`A lesson is named in small letters, digits and hyphens, not "${name}"`);
  const file = join(lessonsFolder, name, 'index.md');
  if (existsSync(file)) throw new Error(`${relative('.', file)} is there already`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, lessonTemplate(name));
  console.log(`${relative('.', file)} is a lesson of one step; write yours over it.`);
}

await run(async () => {
  const [command, ...rest] = process.argv.slice(2);
  const [name] = rest;
  if (command === 'check') {
    if ((await check(rest.length > 0 ? rest : [...lessonFiles(), ...translationFiles()])) > 0)
      process.exitCode = 1;
  } else if (command === 'new' && name !== undefined && rest.length === 1) {
    await begin(name);
  } else {
    console.error(usage);
    process.exitCode = 2;
  }
});
