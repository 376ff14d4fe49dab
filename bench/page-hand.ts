import type { Page } from '@playwright/test';
import type { WorldEvent } from '../src/world/event.ts';

/** A person's hands and eyes inside the page, so that the test driver's own delays are not measured. */
export interface Hand {
  /** Types into the terminal that is shown. */
  type(text: string): void;
  /** Text of the terminal that is shown. */
  screen(): string;
  /** Text of the pictures. */
  picture(): string;
  /** What the machine's worker has told of the kernel so far. */
  readonly events: readonly WorldEvent[];
  /** Resolves in the first frame in which this holds, with its time (ms since the navigation began), when that frame has been drawn. */
  until(holds: () => boolean): Promise<number>;
  /** Gaps in ms between animation frames while the promise is open. */
  gapsWhile(task: Promise<unknown>): Promise<number[]>;
}

declare global {
  interface Window {
    hand: Hand;
  }
}

/** Puts the hand into every page that is opened after this. */
export async function addHand(page: Page): Promise<void> {
  // What tsx makes of a named function refers to this helper of its own.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.addInitScript(() => {
    const frame = (): Promise<number> => new Promise(requestAnimationFrame);
    const events: WorldEvent[] = [];
    interface Notice {
      readonly name?: string;
      readonly value: readonly WorldEvent[];
    }
    window.MessageChannel = class extends MessageChannel {
      constructor() {
        super();
        this.port1.addEventListener('message', ({ data }: MessageEvent<Notice | null>) => {
          if (data?.name === 'events') events.push(...data.value);
        });
      }
    };
    window.hand = {
      events,
      type(text) {
        const area = document.querySelector('.host.shown .xterm-helper-textarea');
        area?.dispatchEvent(new InputEvent('input', { data: text, inputType: 'insertText' }));
      },
      screen: () => document.querySelector('.host.shown .xterm-rows')?.textContent ?? '',
      picture: () =>
        [...document.querySelectorAll('[data-region="stage"] svg')]
          .map((each) => each.textContent)
          .join(' '),
      async until(holds) {
        const last = performance.now() + 60_000;
        while (!holds()) {
          if (performance.now() > last)
            throw new Error(`Never shown; the terminal: ${this.screen()}`);
          await frame();
        }
        await frame();
        return performance.now();
      },
      async gapsWhile(task) {
        const gaps: number[] = [];
        let open = true;
        const close = (): void => void (open = false);
        task.then(close, close);
        for (let before = await frame(); open;) {
          const now = await frame();
          gaps.push(now - before);
          before = now;
        }
        await task;
        return gaps;
      },
    };
  });
}
