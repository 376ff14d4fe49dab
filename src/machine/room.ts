/** How the guest shares the processor while room is made: runs so long, then rests so long, ms. */
const run = 4;
const rest = 4;

/**
 * Room for the page on a host with few cores: while it lasts, a busy guest leaves half of its time to others. The
 * emulator, V8 compiling its hot code and the page's own drawing are three that want a core each.
 */
export class Room {
  readonly #now: () => number;
  #until = -Infinity;
  #since: number | null = null;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Makes room from now on, for so many milliseconds. */
  make(ms: number): void {
    this.#until = Math.max(this.#until, this.#now() + ms);
  }

  /** Milliseconds that a guest which wants to go on at once has to wait first. */
  wait(): number {
    const now = this.#now();
    if (now >= this.#until) {
      this.#since = null;
      return 0;
    }
    this.#since ??= now;
    if (now - this.#since < run) return 0;
    this.#since = null;
    return rest;
  }
}
