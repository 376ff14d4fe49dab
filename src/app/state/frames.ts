import type { Stop } from '../../base/events.ts';

/** Draws for one animation frame; true when it wants the next frame as well. */
export type Draw = (wall: number) => boolean;

/** The page's one animation loop. It rests until something is requested. */
export class Frames {
  readonly #schedule: (draw: (wall: number) => void) => void;
  #draws: readonly Draw[] = [];
  #scheduled = false;

  constructor(schedule: (draw: (wall: number) => void) => void) {
    this.#schedule = schedule;
  }

  /** Adds a draw, called in every frame that runs, after those added before it. */
  add(draw: Draw): Stop {
    this.#draws = [...this.#draws, draw];
    this.request();
    return () => (this.#draws = this.#draws.filter((each) => each !== draw));
  }

  request(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#schedule((wall) => {
      this.#scheduled = false;
      let wanted = false;
      for (const draw of this.#draws) wanted = draw(wall) || wanted;
      if (wanted) this.request();
    });
  }
}
