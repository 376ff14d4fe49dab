import { concatBytes } from '../base/bytes.ts';
import type { Fetch } from '../engine/static-registry.ts';

/** The registry's files below `base`, an absolute URL that ends with a slash. */
export function urlRegistry(base: string): Fetch {
  return async (path, onProgress) => {
    const response = await fetch(new URL(path, base));
    const chunks: Uint8Array[] = [];
    let received = 0;
    for (const reader = response.body?.getReader(); reader;) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      received += value.length;
      onProgress(received);
    }
    return { status: response.status, bytes: concatBytes(chunks) };
  };
}
