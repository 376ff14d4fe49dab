import type { Lesson } from '../../lesson/lesson.ts';
import type { NamedLesson } from '../state/lessons.svelte.ts';

/** The lessons, parsed while the site was built (vite.config.ts), in the order of their names. */
const files = import.meta.glob<Lesson>('../../../lessons/**/*.md', {
  eager: true,
  import: 'default',
});

export const lessons: readonly NamedLesson[] = Object.entries(files)
  .map(([path, lesson]) => ({ name: path.replace(/^.*\/lessons\/|\.md$/g, ''), lesson }))
  .sort((a, b) => a.name.localeCompare(b.name));
