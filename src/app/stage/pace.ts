/** After a picture was made anew it only moves for so many times as long as that took, and for so long at most, ms. */
const rest = 4;
const longest = 120;

/**
 * How often a picture is made anew: a small one with every fact that comes, one that is dear to make less often. What it shows
 * goes on moving in between.
 */
export class Pace {
  #next = -Infinity;

  /** True when the picture may be made anew at this time of the page, ms. */
  allows(wall: number): boolean {
    return wall >= this.#next;
  }

  /** To be told how long it took to make it, ms. */
  took(ms: number, wall: number): void {
    this.#next = wall + Math.min(longest, ms * rest);
  }
}
