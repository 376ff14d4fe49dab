import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lessonFiles, nameOfFile, readLesson } from '../../scripts/lesson-files.ts';
import { LessonPlayer } from '../../scripts/lesson-player.ts';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import type { Guest } from '../../src/backend/guest.ts';

const slow = { timeout: 240_000 };

/** Plays every `of`th lesson from the one with this number: the files that call it run side by side. */
export function playLessons(first: number, of: number): void {
  let guest: Guest;
  beforeAll(async () => {
    guest = await openNodeGuest();
  });
  afterAll(() => guest.shutdown());

  const files = lessonFiles().filter((_, at) => at % of === first);
  describe.each(files.map((file) => ({ file, name: nameOfFile(file) })))('$name', ({ file }) => {
    const lesson = readLesson(file);
    let player: LessonPlayer;
    beforeAll(() => {
      player = new LessonPlayer(guest, lesson);
    });
    afterAll(() => player.dispose());

    describe.each(lesson.steps.map((step, index) => ({ step, index, title: step.title })))(
      '$title',
      ({ step, index }) => {
        test('begins unsolved', slow, async () => {
          const { solved, reasons } = await player.begin(index);
          expect(solved, reasons).toBe(false);
        });

        test.each([{ ...step.solution, label: 'its solution' }, ...step.alternatives])(
          'is solved by: $label',
          slow,
          async (route) => {
            const { solved, reasons } = await player.play(step, route, true);
            expect(solved, reasons).toBe(true);
          },
        );

        test.each(step.wrong)('is not solved by: $label', slow, async (route) => {
          const { solved, reasons } = await player.play(step, route, false);
          expect(solved, reasons).toBe(false);
        });
      },
    );
  });
}
