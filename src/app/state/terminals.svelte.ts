import type { Backend } from '../../backend/backend.ts';
import type { Recorder } from '../../backend/record.ts';
import { Screen, type Look } from '../terminal/screen.ts';
import type { Terminal } from '../../backend/backend.ts';
import { Disposables } from '../../base/disposal.ts';
import { texts } from '../text/texts.ts';
import type { OpenTabs } from './saved-tabs.ts';

/** One tab: a screen, and the terminal behind it while there is one. */
export class Tab {
  readonly key: number;
  readonly screen: Screen;
  #given: string | null = $state(null);
  /** Exit code of its shell; null while it runs. */
  ended: number | null = $state(null);
  /** Number of the terminal behind it; null before the first. */
  terminal: number | null = $state(null);
  close: () => void = () => undefined;
  /** Parts it from the terminal behind it, which goes on without it. */
  part: () => void = () => undefined;

  constructor(key: number, look: Look) {
    this.key = key;
    this.screen = new Screen(look);
  }

  /** The name that a person gave it. */
  get given(): string | null {
    return this.#given;
  }

  get name(): string {
    return this.#given ?? texts.terminal.name(this.key);
  }

  /** An empty name brings the number back. */
  rename(name: string): void {
    this.#given = name.trim().slice(0, 40) || null;
  }
}

/** Ctrl-U: takes away what stands before the cursor. */
const killLine = '\x15';

/** Whether a row shows the end of a text, or all of it. */
function endsAlike(row: string, text: string): boolean {
  return row !== '' && (row.endsWith(text) || text.endsWith(row));
}

/** What the terminals may say of copying and pasting. */
export type Saying = 'copied' | 'nothingSelected' | 'pasteBlocked' | 'copyBlocked';

/** The terminals of the page, in the order of their tabs. */
export class Terminals {
  readonly #backend: Backend;
  readonly #recorder: Recorder;
  readonly #look: () => Look;
  readonly #onScroll: () => void;
  #lastKey = 0;
  /** The last text of `type`. */
  #typed = '';
  #saying: ReturnType<typeof setTimeout> | undefined;
  tabs: readonly Tab[] = $state.raw([]);
  active: Tab | null = $state.raw(null);
  /** Whether the search bar is open. */
  finding = $state(false);
  /** Whose name is being typed. */
  renaming: Tab | null = $state.raw(null);
  /** Whether the keys are for something else, so that the terminal of a fresh machine does not take the focus. */
  keysElsewhere = false;
  /** A word to the person about copying and pasting. */
  said: Saying | null = $state(null);

  constructor(backend: Backend, recorder: Recorder, look: () => Look, onScroll: () => void) {
    this.#backend = backend;
    this.#recorder = recorder;
    this.#look = look;
    this.#onScroll = onScroll;
  }

  /** A tab whose screen waits for its terminal: `connect` gives it one. */
  add(): Tab {
    const tab = new Tab(++this.#lastKey, this.#look());
    tab.screen.onScroll(this.#onScroll);
    this.tabs = [...this.tabs, tab];
    this.active = tab;
    return tab;
  }

  async connect(tab: Tab): Promise<void> {
    this.#tie(tab, await this.#backend.openTerminal(tab.screen.size));
  }

  async open(): Promise<void> {
    const tab = this.add();
    try {
      await this.connect(tab);
    } catch (error) {
      tab.screen.note(texts.terminal.notOpened(String(error)));
      tab.ended = 1;
    }
    if (!this.keysElsewhere) tab.screen.focus();
  }

  close(tab: Tab): void {
    const at = this.tabs.indexOf(tab);
    if (at < 0) return;
    tab.close();
    tab.part();
    this.tabs = this.tabs.filter((each) => each !== tab);
    if (this.active === tab) this.active = this.tabs[Math.min(at, this.tabs.length - 1)] ?? null;
    tab.screen.dispose();
    this.active?.screen.focus();
  }

  /** The tab so many places away, round the ends. */
  move(by: number, focus = true): void {
    if (!this.active) return;
    const { length } = this.tabs;
    const at = (this.tabs.indexOf(this.active) + by + length) % length;
    this.select(this.tabs[at] ?? this.active, focus);
  }

  select(tab: Tab, focus = true): void {
    this.active = tab;
    this.finding = false;
    // The second click of two opens the field for the name, which keeps the focus.
    if (focus) requestAnimationFrame(() => this.renaming ?? tab.screen.focus());
  }

  /** Says it, for as long as it takes to read. */
  say(said: Saying): void {
    this.said = said;
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => (this.said = null), 5000);
  }

  /** Types into the terminal that is shown, as if at the keyboard, and brings the focus there; in the place of what it typed before, if that still waits for Enter. */
  type(text: string): void {
    const { screen } = this.active ?? {};
    if (this.#typed !== '' && endsAlike(screen?.rowToCursor ?? '', this.#typed))
      screen?.type(killLine);
    this.#typed = text;
    screen?.type(text);
    screen?.focus();
  }

  /** After a reset: one empty tab, connected to the fresh machine. */
  async startOver(): Promise<void> {
    const [first, ...others] = this.tabs;
    for (const tab of others) this.close(tab);
    const tab = first ?? this.add();
    this.active = tab;
    tab.part();
    tab.screen.clear();
    await this.connect(tab);
    if (!this.keysElsewhere) tab.screen.focus();
  }

  /** The tabs as they are once everything that has arrived is drawn. */
  async read(): Promise<OpenTabs> {
    const active = this.active?.key ?? null;
    const tabs = this.tabs.map(async (tab) => {
      const { key, given, terminal, ended } = tab;
      return { key, given, terminal, ended, screen: await tab.screen.read() };
    });
    return { tabs: await Promise.all(tabs), active };
  }

  /** Parts all tabs from a machine that is about to become another. */
  part(): void {
    for (const tab of this.tabs) tab.part();
  }

  /** The tabs as they were, before the terminals that the machine had then. */
  returnTo(then: OpenTabs, terminals: readonly Terminal[]): void {
    const before = this.tabs;
    this.tabs = then.tabs.map((saved) => {
      const known = before.find(({ key }) => key === saved.key);
      const tab = known ?? new Tab(saved.key, this.#look());
      tab.rename(saved.given ?? '');
      tab.screen.show(saved.screen);
      tab.ended = saved.ended;
      tab.terminal = saved.terminal;
      const terminal = terminals.find(({ id }) => id === saved.terminal);
      if (terminal) this.#tie(tab, terminal, true);
      return tab;
    });
    for (const tab of before) if (!this.tabs.includes(tab)) tab.screen.dispose();
    this.active = this.tabs.find(({ key }) => key === then.active) ?? this.tabs[0] ?? null;
    this.finding = false;
    this.renaming = null;
  }

  dispose(): void {
    for (const tab of this.tabs) tab.screen.dispose();
    this.tabs = [];
    this.active = null;
  }

  dress(look: Look): void {
    for (const tab of this.tabs) tab.screen.dress(look);
  }

  /** Ties a tab to a terminal: a new one, or one that was behind it `before`. */
  #tie(tab: Tab, terminal: Terminal, before = false): void {
    const stops = new Disposables();
    const { id } = terminal;
    tab.ended = null;
    tab.terminal = id;
    tab.screen.attach(terminal);
    stops.add(() => tab.screen.detach());
    stops.add(this.#recorder.takeTerminal(terminal, tab.screen.size, before));
    stops.add(tab.screen.onResize((size) => this.#recorder.resized(id, size)));
    stops.add(terminal.onExit((code) => this.#onExit(tab, code)));
    tab.close = () => terminal.close();
    tab.part = () => {
      stops.dispose();
      tab.close = () => undefined;
    };
  }

  #onExit(tab: Tab, code: number): void {
    if (!this.tabs.includes(tab)) return;
    tab.ended = code;
    tab.part();
    tab.screen.note(texts.terminal.ended(code));
  }
}
