import { expect, type Locator, type Page } from '@playwright/test';
import type { Site } from './site.ts';

/** Words that a person reads in a minute. */
const readingSpeed = 230;

/** Somebody who follows lessons by keyboard alone, knowing nothing but what the page says. */
export class Newcomer {
  readonly #site: Site;
  readonly #page: Page;
  /** Milliseconds between keys. */
  readonly #pace: number;
  readonly lesson: Locator;
  /** Words of the lessons that were read. */
  words = 0;

  constructor(site: Site, pace: number) {
    this.#site = site;
    this.#page = site.page;
    this.#pace = pace;
    this.lesson = site.page.getByRole('region', { name: 'Lesson' });
  }

  /** For how long a person would have read what stood there, ms. */
  get reading(): number {
    return (this.words / readingSpeed) * 60_000;
  }

  /** Reads, foretells and does what each step of the open lesson asks for, up to its end. */
  async finishLesson(): Promise<void> {
    for (;;) {
      const title = await this.lesson.getByRole('heading', { level: 3 }).textContent();
      await this.#doStep();
      const goOn = this.lesson.locator('[data-primary]');
      await expect(goOn, title ?? '').toBeVisible();
      await this.#read(this.lesson.getByRole('status'));
      await expect(this.#site.rows).not.toContainText(/command not found|syntax error/);
      await this.#page.keyboard.press('Shift+F6');
      await expect(goOn).toBeFocused();
      if ((await goOn.textContent()) !== 'Next step') return;
      await this.#page.keyboard.press('Enter');
      await expect(this.lesson.getByRole('heading', { level: 3 })).not.toHaveText(title ?? '');
    }
  }

  async #doStep(): Promise<void> {
    await this.#read(this.lesson.locator('.text'));
    if ((await this.lesson.getByRole('radio').count()) > 0) await this.#foretell();
    const commands = this.lesson.getByRole('button', { name: /^Type into the terminal: / });
    const count = await commands.count();
    for (let at = 0; at < count; at++) {
      const command = commands.nth(at);
      const elsewhere = (await command.getAttribute('title'))?.includes('another terminal');
      if (elsewhere) await this.#press(command);
      else await this.#type((await command.textContent())?.trim() ?? '');
      await this.#page.keyboard.press('Enter');
      await this.#prompted();
    }
  }

  /** Commits to the last answer that is offered. */
  async #foretell(): Promise<void> {
    await this.#tabTo(this.lesson.getByRole('radio').first());
    await this.#page.keyboard.press('ArrowUp');
    await this.#page.keyboard.press('Enter');
    await expect(this.lesson).toContainText('You expect:');
  }

  async #type(line: string): Promise<void> {
    await this.#toTerminal();
    await this.#page.keyboard.type(line, { delay: this.#pace });
    await this.#site.echo(line);
  }

  /** Has the page type a command, where it belongs. */
  async #press(command: Locator): Promise<void> {
    await this.#tabTo(command);
    await this.#page.keyboard.press('Enter');
    await expect(this.#terminal).toBeFocused();
    await this.#site.echo((await command.textContent())?.trim() ?? '');
  }

  async #toTerminal(): Promise<void> {
    for (let tries = 0; tries < 5; tries++) {
      if (await this.#hasFocus(this.#terminal)) return;
      await this.#page.keyboard.press('F6');
    }
    await expect(this.#terminal).toBeFocused();
  }

  /** From wherever the focus is into the lesson, and there on or back to this part of it. */
  async #tabTo(part: Locator): Promise<void> {
    for (let tries = 0; tries < 5 && !(await this.#isInLesson()); tries++)
      await this.#page.keyboard.press('F6');
    for (let tries = 0; tries < 40 && !(await this.#hasFocus(part)); tries++)
      await this.#page.keyboard.press((await isPast(part)) ? 'Shift+Tab' : 'Tab');
    await expect(part).toBeFocused();
  }

  get #terminal(): Locator {
    return this.#page.locator('.host.shown .xterm-helper-textarea');
  }

  #isInLesson(): Promise<boolean> {
    return this.lesson.evaluate((region) => region.contains(document.activeElement));
  }

  #hasFocus(part: Locator): Promise<boolean> {
    return part.evaluate((element) => element === document.activeElement);
  }

  /** The last row is a prompt at which nothing has been typed. */
  async #prompted(): Promise<void> {
    await expect(this.#site.lastRow).toHaveText(/^(root@[\w-]+:[^#]*#|\S* ?#|sh-[\d.]+#)\s*$/);
  }

  async #read(text: Locator): Promise<void> {
    this.words += ((await text.innerText()).match(/\S+/g) ?? []).length;
  }
}

/** Whether the focus stands behind this part of the page. */
function isPast(part: Locator): Promise<boolean> {
  return part.evaluate(
    (element) =>
      document.activeElement !== null &&
      (element.compareDocumentPosition(document.activeElement) &
        Node.DOCUMENT_POSITION_FOLLOWING) !==
        0,
  );
}
