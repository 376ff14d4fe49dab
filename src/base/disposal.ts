import type { Stop } from './events.ts';

/** Owns what was started; `dispose` stops it all, last started first. */
export class Disposables {
  #stops: Stop[] = [];
  #disposed = false;

  /** Registers a stop and returns it. After `dispose` the stop is called at once. */
  add<S extends Stop>(stop: S): S {
    if (this.#disposed) stop();
    else this.#stops.push(stop);
    return stop;
  }

  dispose(): void {
    this.#disposed = true;
    for (const stop of this.#stops.splice(0).reverse()) stop();
  }
}
