// `--filter` of docker images.
import { parseTime } from '../../engine/clock.ts';
import type { Engine } from '../../engine/engine.ts';
import { EngineError } from '../../engine/error.ts';
import type { Image } from '../../engine/image-store.ts';
import { familiarName, formatFamiliar, type Reference } from '../../oci/reference.ts';
import { Filters } from '../filter.ts';

export interface ImageFilter {
  /** null where it was not asked for. */
  readonly dangling: boolean | null;
  readonly test: (image: Image) => boolean;
  /** Whether a name of an image is listed. */
  readonly names: (name: Reference) => boolean;
  /** Only images that have a name listed. */
  readonly needsName: boolean;
}

/** Throws docker's sentence for what is no condition of images. */
export async function imageFilter(
  engine: Engine,
  conditions: readonly string[],
): Promise<ImageFilter> {
  const filters = new Filters(conditions, 'dangling label before since reference');
  const time = async (name: string): Promise<number | null> => {
    const value = filters.values(name).at(-1);
    if (value === undefined) return null;
    return parseTime((await engine.images.resolve(value)).config.created);
  };
  const dangling = danglingOf(filters);
  const [before, since] = [await time('before'), await time('since')];
  const globs = filters.values('reference').map(parseGlob);
  return {
    dangling,
    needsName: globs.length > 0,
    test: ({ config }) => {
      const created = parseTime(config.created) ?? 0;
      return (
        filters.fitsLabels(config.run.labels) &&
        (before === null || created < before) &&
        (since === null || created > since)
      );
    },
    names: (name) =>
      globs.length === 0 ||
      globs.some((glob) => glob.test(formatFamiliar(name)) || glob.test(familiarName(name))),
  };
}

/** Here, unlike elsewhere, in words alone. */
function danglingOf(filters: Filters): boolean | null {
  const values = filters.values('dangling');
  if (values.length > 0 && !values.some((value) => ['true', 'false'].includes(value))) {
    throw new EngineError('invalid', `Invalid filter 'dangling=[${values.join(' ')}]'`);
  }
  return filters.bool('dangling');
}

/** A pattern of path.Match: `*` and `?` stop at slashes, `[a-z]` is one character. */
export function parseGlob(pattern: string): RegExp {
  const parts = pattern.match(/\[\^?(?:\\.|[^\]\\])+\]|\\.|[\s\S]/g) ?? [];
  const sources = parts.map((part) => {
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part === '[' || part === '\\') throw new EngineError('system', 'syntax error in pattern');
    if (part.length > 1 && part.startsWith('[')) return part;
    return part.replace(/^\\/, '').replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  });
  return new RegExp(`^${sources.join('')}$`, 'u');
}
