// What stands in the markup of components in plain words.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'svelte/compiler';
import { project } from '../../scripts/project.ts';

/** Attributes that people read or hear. */
const read = ['title', 'aria-label', 'aria-description', 'placeholder', 'alt', 'label'];

/** Words in the markup of a folder's components, as "file: words". */
export function wordsInMarkup(folder: string): string[] {
  const root = join(project, folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.svelte'))
    .flatMap((path) => {
      const { fragment } = parse(readFileSync(join(root, path), 'utf8'), { modern: true });
      return wordsIn(fragment).map((words) => `${path}: ${words}`);
    });
}

function wordsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(wordsIn);
  if (typeof node !== 'object' || node === null) return [];
  const { type, name, data } = node as { type?: unknown; name?: string; data?: string };
  if (type === 'Attribute' && !read.includes(name ?? '')) return [];
  if (type === 'Text' && data !== undefined) return /\p{L}{2}/u.test(data) ? [data.trim()] : [];
  return Object.values(node).flatMap(wordsIn);
}
