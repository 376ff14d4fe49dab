const prefix = 'fishbowl.lesson/';

/** What the browser keeps of each lesson, by name. */
export class KeptProgress {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  read(name: string): unknown {
    try {
      return JSON.parse(this.#storage.getItem(prefix + name) ?? 'null');
    } catch {
      return null;
    }
  }

  write(name: string, progress: unknown): void {
    try {
      this.#storage.setItem(prefix + name, JSON.stringify(progress));
    } catch {
      // Storage may be full or forbidden; progress still holds for this visit.
    }
  }

  /** Of every lesson that was ever opened here. */
  all(): Record<string, unknown> {
    const keys = Array.from(
      { length: this.#storage.length },
      (_, at) => this.#storage.key(at) ?? '',
    );
    const names = keys
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
    return Object.fromEntries(names.sort().map((name) => [name, this.read(name)]));
  }
}
