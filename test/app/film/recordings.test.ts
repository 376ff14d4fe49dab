// Every lesson has a recording, of the lines that its slides type now; and in it each step is solved when its slide is over.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { lessonFiles, nameOfFile, readLesson } from '../../../scripts/lesson-files.ts';
import { project } from '../../../scripts/project.ts';
import { isOfSlide, parseScenes, type Scene } from '../../../src/app/film/scenes.ts';
import { lessonInAddress } from '../../../src/app/link/address.ts';
import { deckOf } from '../../../src/app/present/deck.ts';
import { isSolved } from '../../../src/lesson/judge.ts';
import { apply } from '../../../src/world/apply.ts';
import type { World } from '../../../src/world/model.ts';
import { isTerminalEntry, parseRecording, type Recording } from '../../../src/world/recording.ts';

const folder = join(project, 'public/recordings');
const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Record<
  string,
  unknown
>;
/** Bytes: what a phone on the road is asked to fetch. */
const most = 1_000_000;
const advice = 'npx tsx scripts/record-lessons.ts records it anew';

/** The worlds that the recording goes through in a scene. */
function* worldsIn({ world, entries }: Recording, { from, lines }: Scene): Generator<World> {
  const until = lines.at(-1)?.until ?? from;
  let now = world;
  for (const entry of entries) {
    if (entry.at > until) break;
    if (!isTerminalEntry(entry)) now = apply(now, entry);
    if (entry.at >= from) yield now;
  }
  yield now;
}

describe.each(lessonFiles().map((file) => ({ file, name: lessonInAddress(nameOfFile(file)) })))(
  'the recording of $name',
  ({ file, name }) => {
    const lesson = readLesson(file);
    const scenes = parseScenes(index[name]);

    test('holds the lines of each slide', () => {
      for (const slide of deckOf(lesson)) {
        const scene = scenes.find(({ id }) => id === slide.id);
        expect(scene && isOfSlide(scene, slide), `${slide.title}: ${advice}`).toBe(true);
      }
    });

    test('solves each step, and is small', () => {
      const packed = readFileSync(join(folder, `${name}.jsonl.gz`));
      expect(packed.length).toBeLessThan(most);
      const recording = parseRecording(gunzipSync(packed).toString());
      for (const step of lesson.steps) {
        const scene = scenes.find(({ id }) => id === step.id);
        const worlds = scene ? [...worldsIn(recording, scene)] : [];
        const solved = worlds.some((world) => isSolved(step, world));
        expect(solved, `${step.title}: ${advice}`).toBe(true);
      }
    });
  },
);

test('there is no recording of what is no lesson', () => {
  const names = lessonFiles().map((file) => lessonInAddress(nameOfFile(file)));
  expect(Object.keys(index).filter((name) => !names.includes(name))).toEqual([]);
});
