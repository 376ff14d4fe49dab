import { beforeEach, describe, expect, test, vi } from 'vitest';
import { isPrompt, pausesOf } from '../../../src/app/typing/pace.ts';
import { Typist, type Page } from '../../../src/app/typing/typist.svelte.ts';
import { emptyWorld } from '../../../src/world/empty.ts';
import { commandId } from '../../../src/world/id.ts';
import type { Command, World } from '../../../src/world/model.ts';

/** A terminal of a guest that answers when the test says so. */
class FakePage implements Page {
  readonly terminal: number;
  readonly ran: string[] = [];
  pasted = 0;
  #row: string;
  #line = '';

  constructor(terminal: number, prompt: string) {
    this.terminal = terminal;
    this.#row = prompt;
  }

  row(): string {
    return this.#row + this.#line;
  }

  type(text: string): void {
    if (text !== '\r') {
      this.#line += text;
      return;
    }
    this.ran.push(this.#line);
    this.#line = '';
    this.#row = '';
  }

  paste(text: string): void {
    this.pasted++;
    this.#line += text;
  }

  prompt(text: string): void {
    this.#row = text;
  }
}

let world: World;
let pages: FakePage[];
let typist: Typist;
let ids: number;

function command(change: Partial<Command>): void {
  const id = commandId(change.terminal ?? 1, ids);
  const row: Command = {
    id,
    terminal: 1,
    text: '',
    startedAt: 0,
    finishedAt: null,
    exit: null,
    ...change,
  };
  world = { ...world, commands: new Map([...world.commands, [id, row]]) };
}

const starts = (terminal = 1): void => {
  ids++;
  command({ terminal });
};
const ends = (terminal = 1): void => command({ terminal, finishedAt: 1, exit: 0 });
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const lines = (...texts: string[]) => texts.map((text) => ({ terminal: 0, text }));

beforeEach(() => {
  vi.useFakeTimers();
  ids = 0;
  world = emptyWorld;
  pages = [new FakePage(1, 'root@fishbowl:~# '), new FakePage(2, 'root@fishbowl:~# ')];
  typist = new Typist({
    page: async (at) => pages[at] ?? new FakePage(9, ''),
    world: () => world,
    delay: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  return () => vi.useRealTimers();
});

describe('Typist', () => {
  test('types the next line once the command has ended and the prompt is back', async () => {
    const done = typist.play(lines('sleep 5', 'ls'));
    await pass(3000);
    expect(pages[0]?.ran).toEqual(['sleep 5']);
    starts();
    await pass(60_000);
    expect(pages[0]?.ran).toEqual(['sleep 5']);
    expect(typist.run).toMatchObject({ at: 0, doing: 'waiting' });
    ends();
    pages[0]?.prompt('root@fishbowl:~# ');
    await pass(3000);
    expect(pages[0]?.ran).toEqual(['sleep 5', 'ls']);
    starts();
    ends();
    pages[0]?.prompt('root@fishbowl:~# ');
    await pass(1000);
    expect(await done).toBe(true);
    expect(typist.run).toBeNull();
  });

  test('types into a shell that a command has started, when that shell prompts', async () => {
    void typist.play(lines('unshare --uts sh', 'hostname aquarium'));
    await pass(3000);
    starts();
    await pass(5000);
    expect(pages[0]?.ran).toHaveLength(1);
    pages[0]?.prompt('/ # ');
    await pass(3000);
    expect(pages[0]?.ran).toEqual(['unshare --uts sh', 'hostname aquarium']);
  });

  test('goes on after a command whose prompt it cannot tell', async () => {
    void typist.play(lines('PS1=', 'ls'));
    await pass(3000);
    starts();
    ends();
    await pass(4000);
    expect(pages[0]?.ran).toEqual(['PS1=', 'ls']);
  });

  test('goes on in another terminal while a command still runs in the first', async () => {
    void typist.play([
      { terminal: 0, text: 'sleep 500' },
      { terminal: 1, text: 'ps' },
    ]);
    await pass(3000);
    starts();
    await pass(5000);
    expect(pages[1]?.ran).toEqual(['ps']);
  });

  test('stops: the line that is being typed is not run', async () => {
    const done = typist.play(lines('docker run -d httpd'));
    await pass(200);
    typist.stop();
    await pass(10_000);
    expect(await done).toBe(false);
    expect(pages[0]?.ran).toEqual([]);
    expect(pages[0]?.row()).toMatch(/# d/);
  });

  test('hurries: the rest of the line comes at once', async () => {
    void typist.play(lines('x'.repeat(60)));
    await pass(100);
    typist.hurry();
    await pass(100);
    expect(pages[0]?.ran).toEqual(['x'.repeat(60)]);
  });

  test('hurries when it was told to while the terminal was still being opened', async () => {
    let open: (page: Page) => void = () => undefined;
    const opening = new Promise<Page>((resolve) => (open = resolve));
    const waiting = new Typist({
      page: () => opening,
      world: () => world,
      delay: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
    void waiting.play(lines('x'.repeat(60)));
    waiting.hurry();
    const page = new FakePage(1, 'root@fishbowl:~# ');
    open(page);
    await pass(100);
    expect(page.ran).toEqual(['x'.repeat(60)]);
  });

  test('goes on when told to, whatever runs', async () => {
    void typist.play(lines('sleep 500', 'ls'));
    await pass(3000);
    starts();
    await pass(10_000);
    typist.goOn();
    await pass(3000);
    expect(pages[0]?.ran).toEqual(['sleep 500', 'ls']);
  });

  test('pastes what has several lines, and runs it as one', async () => {
    void typist.play(lines('for i in 1 2\ndo echo $i\ndone'));
    await pass(3000);
    expect(pages[0]?.pasted).toBe(1);
    expect(pages[0]?.ran).toEqual(['for i in 1 2\ndo echo $i\ndone']);
  });
});

test('pausesOf() takes seconds at most, however long the line', () => {
  for (const length of [1, 20, 100, 2000]) {
    const pauses = pausesOf('a b|c;d '.repeat(length));
    expect(pauses).toHaveLength(length * 8);
    expect(pauses.reduce((sum, each) => sum + each, 0)).toBeLessThan(4500);
  }
});

test.each([
  ['root@fishbowl:~# ', true],
  ['/ # ', true],
  ['sh-5.2$ ', true],
  ['root@fishbowl:~# ls', false],
  ['', false],
  ['50% done', false],
])('isPrompt(%j) is %s', (row, expected) => {
  expect(isPrompt(row)).toBe(expected);
});
