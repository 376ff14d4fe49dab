/** Undoes what returned it; calling it twice is harmless. */
export type Stop = () => void;

/** Subscribe: every later value reaches the listener until the returned `Stop` is called. */
export type Event<T> = (listener: (value: T) => void) => Stop;

/** A list of listeners for one event. A listener that throws is reported and does not stop the others. */
export class Emitter<T> {
  #listeners: readonly ((value: T) => void)[] = [];

  readonly event: Event<T> = (listener) => {
    const own = (value: T): void => listener(value);
    this.#listeners = [...this.#listeners, own];
    return () => {
      this.#listeners = this.#listeners.filter((each) => each !== own);
    };
  };

  fire(value: T): void {
    for (const listener of this.#listeners) {
      try {
        listener(value);
      } catch (error) {
        reportError(error);
      }
    }
  }
}

/** The first value of an event. */
export function once<T>(event: Event<T>, where: (value: T) => boolean = () => true): Promise<T> {
  return new Promise((resolve) => {
    const stop = event((value) => {
      if (!where(value)) return;
      stop();
      resolve(value);
    });
  });
}

/** Rethrows outside the present call, so that the platform reports it as an uncaught error. */
function reportError(error: unknown): void {
  void Promise.reject(error);
}
