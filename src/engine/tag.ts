// docker tag: one more name for an image.
import {
  familiarName,
  formatFamiliar,
  InvalidReferenceError,
  parseReference,
  withDefaultTag,
} from '../oci/reference.ts';
import { EngineError } from './error.ts';
import type { EngineState } from './state.ts';

/** Points a name at the image that `source` means. */
export async function tagImage(engine: EngineState, source: string, target: string): Promise<void> {
  const image = await engine.images.resolve(source);
  const reference = parseTarget(target);
  if (familiarName(reference) === 'sha256') {
    const why = 'refusing to create an ambiguous tag using digest algorithm as name';
    throw new EngineError('invalid', why);
  }
  await engine.images.tags.set(reference, image.id);
  await engine.tellImage('tag', image, formatFamiliar(reference));
}

/** A name that an image can get: with a tag, without a digest. */
export function parseTarget(text: string): ReturnType<typeof parseReference> {
  try {
    const reference = parseReference(text);
    if (!reference.digest) return withDefaultTag(reference);
  } catch (cause) {
    if (!(cause instanceof InvalidReferenceError)) throw cause;
    throw new EngineError('invalid', cause.message, { cause });
  }
  throw new EngineError('invalid', 'refusing to create a tag with a digest reference');
}
