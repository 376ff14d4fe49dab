/** Tells what a long job does: one line a stage, rewritten in place on a terminal. */
export class Stages {
  readonly #started = performance.now();
  #current = '';
  #told = 0;

  /** Runs a stage. Stages that had nothing to do say nothing. */
  async run<T>(name: string, task: (say: (text: string) => void) => Promise<T>): Promise<T> {
    const start = performance.now();
    this.#current = '';
    const value = await task((text) => this.#say(name, text));
    if (this.#current) this.#line(`${name}: done in ${seconds(performance.now() - start)}`, true);
    return value;
  }

  elapsed(): string {
    return seconds(performance.now() - this.#started);
  }

  #say(name: string, text: string): void {
    const now = performance.now();
    // Without a terminal the line cannot be rewritten: one in five seconds is enough.
    const counting = withoutNumbers(text) === withoutNumbers(this.#current);
    if (counting && !process.stdout.isTTY && now - this.#told < 5000) return;
    this.#current = text;
    this.#told = now;
    this.#line(`${name}: ${text}`, text.startsWith('Warning'));
  }

  #line(text: string, last: boolean): void {
    const { stdout } = process;
    if (stdout.isTTY)
      stdout.write(`\r\x1b[K${text.slice(0, last ? undefined : stdout.columns - 1)}`);
    else stdout.write(text);
    if (last || !stdout.isTTY) stdout.write('\n');
  }
}

/** Two texts that differ in nothing else are one count going on. */
function withoutNumbers(text: string): string {
  return text.replace(/\d+/g, '');
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
