import { decodeText } from '../base/bytes.ts';
import type { ArtifactSource, Fetched, FetchOptions } from './artifacts.ts';
import { manifestPath, parseManifest } from './manifest.ts';

/** A source that begins at once to fetch what `openMachine` will ask for: whoever is to ask is still being started. */
export function fetchAhead(source: ArtifactSource): ArtifactSource {
  const begun = new Map<string, Begun>();
  const begin = (path: string): Promise<Fetched> => {
    const fetch = new Begun(source, path);
    begun.set(path, fetch);
    return fetch.fetched;
  };
  begin(manifestPath)
    .then(({ bytes }) => {
      const { state, wasm } = parseManifest(decodeText(bytes)).artifacts;
      for (const { path } of [state, wasm]) void begin(path);
    })
    .catch(() => undefined); // whoever asks for the manifest hears of it
  return {
    fetch(path, options) {
      const own = begun.get(path);
      begun.delete(path); // what is asked for again is fetched again
      return own && !options.fresh ? own.join(options) : source.fetch(path, options);
    },
  };
}

/** A fetch that nobody has asked for yet. */
class Begun {
  readonly fetched: Promise<Fetched>;
  #received = 0;
  #listener: FetchOptions['onBytes'] = () => undefined;

  constructor(source: ArtifactSource, path: string) {
    const onBytes = (bytes: number): void => {
      this.#received = bytes;
      this.#listener(bytes);
    };
    this.fetched = source.fetch(path, { fresh: false, onBytes });
    this.fetched.catch(() => undefined); // told to who joins
  }

  join({ onBytes }: FetchOptions): Promise<Fetched> {
    this.#listener = onBytes;
    if (this.#received > 0) onBytes(this.#received);
    return this.fetched;
  }
}
