/** Bytes that may be under way: senders wait for their turn until the other side gave enough back. */
export class Credit {
  readonly #window: number;
  #used = 0;
  #waiting: { size: number; resolve: () => void; reject: (error: Error) => void }[] = [];
  #closed: Error | null = null;

  constructor(window: number) {
    this.#window = window;
  }

  /** Takes up `size` bytes, in the order of the calls. */
  take(size: number): Promise<void> {
    if (this.#closed) return Promise.reject(this.#closed);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ size, resolve, reject });
      this.#admit();
    });
  }

  give(size: number): void {
    this.#used = Math.max(0, this.#used - size);
    this.#admit();
  }

  close(error: Error): void {
    this.#closed = error;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      if (this.#used && this.#used + next.size > this.#window) return;
      this.#used += next.size;
      this.#waiting.shift();
      next.resolve();
    }
  }
}

/** Collects small acknowledgements into fewer, larger ones. */
export class Acknowledgement {
  readonly #send: (bytes: number) => void;
  #bytes = 0;

  constructor(send: (bytes: number) => void) {
    this.#send = send;
  }

  add(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes < acknowledgeStep) return;
    this.#send(this.#bytes);
    this.#bytes = 0;
  }
}

/** A quarter of the smallest window: late enough to be rare, early enough that nobody waits. */
const acknowledgeStep = 32 * 1024;
