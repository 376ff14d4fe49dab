declare const setImmediate: ((callback: () => void) => unknown) | undefined;

/** Calls back in a turn of the event loop of its own, as soon as possible: without the 4 ms that nested timers wait. */
export class Soon {
  readonly #callback: (value: number) => void;
  readonly #channel: MessageChannel | null;
  #closed = false;

  constructor(callback: (value: number) => void) {
    this.#callback = callback;
    // Node hands a message port up to 1000 messages in one turn, which starves its timers.
    this.#channel = typeof setImmediate === 'function' ? null : new MessageChannel();
    if (this.#channel) {
      this.#channel.port1.onmessage = (event) => this.#call((event as MessageEvent<number>).data);
    }
  }

  post(value: number): void {
    if (this.#channel) this.#channel.port2.postMessage(value);
    else setImmediate?.(() => this.#call(value));
  }

  close(): void {
    this.#closed = true;
    this.#channel?.port1.close();
  }

  #call(value: number): void {
    if (!this.#closed) this.#callback(value);
  }
}
