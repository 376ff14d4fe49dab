import type { Backend } from '../../backend/backend.ts';
import type { Recorder } from '../../backend/record.ts';
import { Screen, type Look } from '../terminal/screen.ts';
import { en } from '../text/en.ts';

/** One tab: a screen, and the terminal behind it while there is one. */
export class Tab {
  readonly key: number;
  readonly screen: Screen;
  #given: string | null = $state(null);
  #numbered: string;
  /** Exit code of its shell; null while it runs. */
  ended: number | null = $state(null);
  close: () => void = () => undefined;

  constructor(key: number, look: Look) {
    this.key = key;
    this.screen = new Screen(look);
    this.#numbered = en.terminal.name(key);
  }

  get name(): string {
    return this.#given ?? this.#numbered;
  }

  /** An empty name brings the number back. */
  rename(name: string): void {
    this.#given = name.trim().slice(0, 40) || null;
  }
}

/** What the terminals may say of copying and pasting. */
export type Saying = 'copied' | 'nothingSelected' | 'pasteBlocked' | 'copyBlocked';

/** The terminals of the page, in the order of their tabs. */
export class Terminals {
  readonly #backend: Backend;
  readonly #recorder: Recorder;
  readonly #look: () => Look;
  #lastKey = 0;
  #saying: ReturnType<typeof setTimeout> | undefined;
  tabs: readonly Tab[] = $state.raw([]);
  active: Tab | null = $state.raw(null);
  /** Whether the search bar is open. */
  finding = $state(false);
  /** Whose name is being typed. */
  renaming: Tab | null = $state.raw(null);
  /** A word to the person about copying and pasting. */
  said: Saying | null = $state(null);

  constructor(backend: Backend, recorder: Recorder, look: () => Look) {
    this.#backend = backend;
    this.#recorder = recorder;
    this.#look = look;
  }

  /** A tab whose screen waits for its terminal: `connect` gives it one. */
  add(): Tab {
    const tab = new Tab(++this.#lastKey, this.#look());
    this.tabs = [...this.tabs, tab];
    this.active = tab;
    return tab;
  }

  async connect(tab: Tab): Promise<void> {
    const terminal = await this.#backend.openTerminal(tab.screen.size);
    tab.ended = null;
    tab.screen.attach(terminal);
    this.#recorder.takeTerminal(terminal, tab.screen.size);
    tab.close = () => terminal.close();
    terminal.onExit((code) => this.#onExit(tab, code));
  }

  async open(): Promise<void> {
    const tab = this.add();
    try {
      await this.connect(tab);
    } catch (error) {
      tab.screen.note(en.terminal.notOpened(String(error)));
      tab.ended = 1;
    }
    tab.screen.focus();
  }

  close(tab: Tab): void {
    const at = this.tabs.indexOf(tab);
    if (at < 0) return;
    tab.close();
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

  /** Types into the terminal that is shown, as if at the keyboard, and brings the focus there. */
  type(text: string): void {
    this.active?.screen.type(text);
    this.active?.screen.focus();
  }

  /** After a reset: one empty tab, connected to the fresh machine. */
  async startOver(): Promise<void> {
    const [first, ...others] = this.tabs;
    for (const tab of others) this.close(tab);
    const tab = first ?? this.add();
    this.active = tab;
    tab.screen.detach();
    tab.screen.clear();
    await this.connect(tab);
    tab.screen.focus();
  }

  dispose(): void {
    for (const tab of this.tabs) tab.screen.dispose();
    this.tabs = [];
    this.active = null;
  }

  dress(look: Look): void {
    for (const tab of this.tabs) tab.screen.dress(look);
  }

  #onExit(tab: Tab, code: number): void {
    if (!this.tabs.includes(tab)) return;
    tab.ended = code;
    tab.screen.detach();
    tab.screen.note(en.terminal.ended(code));
  }
}
