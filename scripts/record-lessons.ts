// Records lessons for phones, and for talks whose machine fails: their commands typed into a fresh guest, kept in public/recordings/.
//     npx tsx scripts/record-lessons.ts 01-what-a-container-is 02-namespaces
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { deckOf } from '../src/app/present/deck.ts';
import { isPrompt } from '../src/app/typing/pace.ts';
import { Recorder } from '../src/backend/record.ts';
import type { Guest } from '../src/backend/guest.ts';
import { decodeText } from '../src/base/bytes.ts';
import { parseLesson } from '../src/lesson/parse.ts';
import type { Lesson } from '../src/lesson/lesson.ts';
import { openNodeGuest } from './open-guest.ts';
import { project } from './project.ts';

/** What a phone can show of a terminal in letters that can be read. */
const size = { rows: 14, cols: 64 };
const quiet = 400; // ms
const longest = 60_000; // ms

const folder = join(project, 'public/recordings');
const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function record(guest: Guest, lesson: Lesson): Promise<string> {
  await guest.reset();
  const started = performance.now();
  const first = guest.world.at;
  const recorder = new Recorder(() => Math.round(first + performance.now() - started));
  const stop = guest.onEvents((events) => recorder.takeEvents(events));
  recorder.takeEvents([
    { seq: guest.world.seq, at: first, type: 'world/replaced', world: guest.world },
  ]);
  const terminal = await guest.openTerminal(size);
  recorder.takeTerminal(terminal, size);
  let shown = '';
  let last = performance.now();
  terminal.onOutput((bytes) => {
    shown += decodeText(bytes);
    last = performance.now();
    terminal.acknowledge(bytes.length);
  });
  const rest = async (since: number): Promise<void> => {
    const end = performance.now() + longest;
    while (performance.now() < end) {
      await delay(50);
      const prompted = shown.length > since && isPrompt(lastRow(shown));
      if (prompted && performance.now() - last > quiet) return;
    }
    console.error('  went on without a prompt');
  };
  await rest(0);
  for (const { title, lines } of deckOf(lesson)) {
    console.error(`  ${title}`);
    for (const line of lines) {
      for (const character of line) {
        terminal.write(character);
        await delay(25);
      }
      const { length } = shown;
      terminal.write('\r');
      await rest(length + 2);
      await delay(1000);
    }
  }
  await guest.settle();
  stop();
  terminal.close();
  return recorder.format('recorded in Node');
}

/** The last row without what a terminal does not show. */
function lastRow(text: string): string {
  const row = text.slice(text.lastIndexOf('\n') + 1);
  return row.replace(/\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x1b\[[?\d;]*[a-zA-Z]|\r/g, '');
}

const guest = await openNodeGuest();
mkdirSync(folder, { recursive: true });
for (const name of process.argv.slice(2)) {
  console.error(name);
  const source = readFileSync(join(project, 'lessons', name, 'index.md'), 'utf8');
  const text = await record(guest, parseLesson(source));
  writeFileSync(join(folder, `${name}.jsonl.gz`), gzipSync(text, { level: 9 }));
}
await guest.shutdown();
const names = readdirSync(folder).filter((file) => file.endsWith('.jsonl.gz'));
const index = names.map((file) => file.replace('.jsonl.gz', '')).sort();
writeFileSync(
  join(folder, 'index.json'),
  `[${index.map((name) => JSON.stringify(name)).join(', ')}]\n`,
);
