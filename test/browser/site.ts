import { expect, test as base, type Locator, type Page } from '@playwright/test';

/** The page as a person uses it. */
export class Site {
  readonly page: Page;
  /** Rows of the terminal that is shown. */
  readonly rows: Locator;
  readonly stage: Locator;
  readonly timeline: Locator;

  constructor(page: Page) {
    this.page = page;
    this.rows = page.locator('.host.shown .xterm-rows');
    this.stage = page.getByRole('region', { name: 'Picture' });
    this.timeline = page.getByRole('contentinfo', { name: 'Timeline' });
  }

  /** Opens the page and waits for the machine's prompt. */
  async open(): Promise<void> {
    await this.page.goto('./');
    await this.prompt();
  }

  /** Waits for a prompt of the host's shell at which nothing has been typed, in the last row that is written. */
  async prompt(): Promise<void> {
    await expect(this.lastRow).toHaveText(/^root@fishbowl:\S*#\s*$/);
  }

  /** The last row that is written. */
  get lastRow(): Locator {
    return this.rows.locator('> div').filter({ hasText: /\S/ }).last();
  }

  async focusTerminal(): Promise<void> {
    await this.page.locator('.host.shown .xterm-helper-textarea').focus();
  }

  /**
   * Types a line at the prompt of the terminal that is shown, and sends it once it stands there: until then the screen still shows
   * the prompt before it, and whoever waits for the next one would take it for that.
   */
  async type(line: string): Promise<void> {
    await this.focusTerminal();
    await this.page.keyboard.type(line);
    await this.echo(line);
    await this.page.keyboard.press('Enter');
  }

  /** Waits until a line that was typed stands at the end of the terminal, in however many rows. */
  async echo(line: string): Promise<void> {
    const letters = [...line.replaceAll(/\s/g, '')].map((each) => each.replace(/\W/, '\\$&'));
    await expect(this.rows).toHaveText(new RegExp(`${letters.join('\\s*')}\\s*$`));
  }

  /** Types a line and waits for the prompt after it. */
  async run(line: string): Promise<void> {
    await this.type(line);
    await this.prompt();
  }

  /** A row of the terminal that holds exactly this. */
  line(text: string): Locator {
    const exact = new RegExp(`^${text.replace(/[^\w ]/g, '\\$&')}\\s*$`);
    return this.rows.locator('> div').filter({ hasText: exact });
  }

  /**
   * Types a line and waits for its answer: the next prompt and a row that holds exactly this text, or rows that match
   * a pattern, whatever else goes on.
   */
  async ask(line: string, answer: string | RegExp): Promise<void> {
    await this.type(line);
    if (answer instanceof RegExp) return expect(this.rows).toContainText(answer);
    await this.prompt();
    await expect(this.line(answer).last()).toBeVisible();
  }

  /** The segment of a command on the timeline. */
  segment(text: string | RegExp): Locator {
    return this.timeline.getByRole('listitem').filter({ hasText: text });
  }

  /** What stands beside a region's title in a view: "own pid". */
  remark(text: string): Locator {
    return this.stage.locator('tspan').filter({ hasText: text });
  }

  /** Rows of a view that name this process. */
  process(name: string | RegExp): Locator {
    return this.stage.locator('[data-entity^="process/"]').filter({ hasText: name });
  }

  /** As when the tab goes to the background, and comes back. */
  async setHidden(hidden: boolean): Promise<void> {
    await this.page.evaluate((now) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => now });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  }
}

/** Tests with a `site`; each fails on an error that the page did not catch, and on every violation of its policy. */
export const test = base.extend<{ site: Site }>({
  site: async ({ page }, use) => {
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) problems.push(message.text());
    });
    await use(new Site(page));
    expect(problems).toEqual([]);
  },
});

export { expect };
