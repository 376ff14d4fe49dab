import type { Stop } from '../../base/events.ts';

/** Draws for one animation frame; true when it wants the next frame as well. */
export type Draw = (wall: number) => boolean;

/** So long may the draws of one frame take before the rest is left to the next, ms: the browser has its own work to do for each. */
const budget = 4;
/** A frame that comes so long after the one before is late, ms: one was left out. */
const late = 30;

/** The page's one animation loop. It rests until something is requested. */
export class Frames {
  readonly #schedule: (draw: (wall: number) => void) => void;
  readonly #now: () => number;
  readonly #onLate: () => void;
  #draws: readonly Draw[] = [];
  #scheduled = false;
  /** Draws of the round under way whose turn comes with the next frame. */
  #left: readonly Draw[] = [];
  #wanted = false;
  /** When the frame before this one was, if it asked for this one. */
  #before: number | null = null;
  #lending = false;
  #lent = false;

  constructor(
    schedule: (draw: (wall: number) => void) => void,
    now: () => number = () => performance.now(),
    onLate: () => void = () => undefined,
  ) {
    this.#schedule = schedule;
    this.#now = now;
    this.#onLate = onLate;
  }

  /** Adds a draw, called once in every round, after those added before it. A round takes one frame, or more when its draws take long. */
  add(draw: Draw): Stop {
    this.#draws = [...this.#draws, draw];
    this.request();
    return () => {
      this.#draws = this.#draws.filter((each) => each !== draw);
      this.#left = this.#left.filter((each) => each !== draw);
    };
  }

  request(): void {
    this.#wanted = true;
    this.#await();
  }

  /** Lends the next frame to another part of the page, which has much to draw in it. Of two frames in a row one is lent at most. */
  lend(): void {
    this.#lending = true;
  }

  /** Whether this frame is lent: what is dear to draw and can wait leaves it alone. */
  get lent(): boolean {
    return this.#lent;
  }

  #await(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#schedule((wall) => this.#run(wall));
  }

  #run(wall: number): void {
    const end = this.#now() + budget;
    if (this.#before !== null && wall - this.#before > late) this.#onLate();
    this.#scheduled = false;
    this.#lent = this.#lending && !this.#lent;
    this.#lending = false;
    if (this.#left.length === 0) {
      this.#left = this.#draws;
      this.#wanted = false;
    }
    do {
      const [draw, ...left] = this.#left;
      this.#left = left;
      if (draw?.(wall)) this.#wanted = true;
    } while (this.#left.length > 0 && this.#now() < end);
    const goesOn = this.#wanted || this.#left.length > 0;
    this.#before = goesOn ? wall : null;
    if (goesOn) this.#await();
  }
}
