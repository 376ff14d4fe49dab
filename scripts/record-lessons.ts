// Records lessons for phones, and for talks whose machine fails, into public/recordings/: those that are named, or all.
//     npx tsx scripts/record-lessons.ts [01-what-a-container-is …]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { format } from 'prettier';
import { parseScenes, type Scene } from '../src/app/film/scenes.ts';
import { lessonInAddress } from '../src/app/link/address.ts';
import { lessonFiles, nameOfFile, readLesson } from './lesson-files.ts';
import { recordLesson } from './lesson-recorder.ts';
import { openNodeGuest } from './open-guest.ts';
import { project } from './project.ts';

const folder = join(project, 'public/recordings');
const indexFile = join(folder, 'index.json');

/** The scenes of all that was recorded before. */
function recordedBefore(): Record<string, readonly Scene[]> {
  const index = JSON.parse(readFileSync(indexFile, 'utf8')) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(index).map(([name, value]) => [name, parseScenes(value)]),
  );
}

const named = process.argv.slice(2);
const index = recordedBefore();
const guest = await openNodeGuest();
mkdirSync(folder, { recursive: true });
for (const file of lessonFiles()) {
  const name = lessonInAddress(nameOfFile(file));
  if (named.length > 0 && !named.includes(name)) continue;
  console.error(name);
  const { text, scenes } = await recordLesson(guest, readLesson(file));
  const packed = gzipSync(text, { level: 9 });
  writeFileSync(join(folder, `${name}.jsonl.gz`), packed);
  index[name] = scenes;
  console.error(`  ${String(packed.length)} bytes`);
  const sorted = Object.entries(index).sort(([a], [b]) => a.localeCompare(b));
  const json = JSON.stringify(Object.fromEntries(sorted));
  writeFileSync(indexFile, await format(json, { parser: 'json' }));
}
await guest.shutdown();
