import { Emitter } from '../../base/events.ts';
import { otherLanguages } from '../../base/language.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { translateLesson, type LessonTranslation } from '../../lesson/translation.ts';
import type { NamedLesson } from '../state/lessons.svelte.ts';

/** The lessons, parsed while the site was built (vite.config.ts), in the order of their names; null is the file of a part. */
const files = import.meta.glob<Lesson | null>('../../../lessons/**/index.md', {
  eager: true,
  import: 'default',
});

/** Their translations, each beside its lesson. */
const translations = import.meta.glob<LessonTranslation>('../../../lessons/**/[a-z][a-z].md', {
  eager: true,
  import: 'default',
});

export const lessons: readonly NamedLesson[] = Object.entries(files)
  .flatMap(([path, lesson]) => {
    if (!lesson) return [];
    const folder = path.replace(/index\.md$/, '');
    const others = otherLanguages.flatMap((language) => {
      const translation = translations[`${folder}${language}.md`];
      return translation ? [[language, translateLesson(lesson, translation)] as const] : [];
    });
    const name = path.replace(/^.*\/lessons\/|\.md$/g, '');
    return { name, lesson, others: Object.fromEntries(others) };
  })
  .sort((a, b) => a.name.localeCompare(b.name));

/** While developing: lessons were written anew, and the page and its machine stay. */
const renewed = (import.meta.hot?.data['renewed'] ??
  new Emitter<readonly NamedLesson[]>()) as Emitter<readonly NamedLesson[]>;
export const onLessonsRenewed = renewed.event;

if (import.meta.hot) {
  import.meta.hot.data['renewed'] = renewed;
  import.meta.hot.accept((module) => {
    if (module) renewed.fire((module as unknown as { lessons: readonly NamedLesson[] }).lessons);
  });
}
