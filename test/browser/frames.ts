import type { Page } from '@playwright/test';

/** Gaps between the page's animation frames, in milliseconds: what a person feels when a page hangs. */
export interface FrameGaps {
  readonly count: number;
  readonly median: number;
  readonly longest: number;
}

/** Watches this many frames from now on. */
export function watchFrames(page: Page, count: number): Promise<FrameGaps> {
  return page.evaluate(async (wanted) => {
    const gaps: number[] = [];
    let before = performance.now();
    while (gaps.length < wanted) {
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      gaps.push(now - before);
      before = now;
    }
    const sorted = gaps.toSorted((a, b) => a - b);
    return {
      count: wanted,
      median: sorted[Math.floor(wanted / 2)] ?? 0,
      longest: sorted[wanted - 1] ?? 0,
    };
  }, count);
}
