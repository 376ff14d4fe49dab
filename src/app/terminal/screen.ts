import { FitAddon } from '@xterm/addon-fit';
import { SerializeAddon } from '@xterm/addon-serialize';
import { SearchAddon } from '@xterm/addon-search';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal as Xterm, type ITerminalOptions } from '@xterm/xterm';
import type { Terminal, TerminalSize } from '../../backend/backend.ts';
import { Disposables } from '../../base/disposal.ts';
import { Emitter, type Stop } from '../../base/events.ts';
import { withStrictStyles } from './strict-styles.ts';
import { fontFamily, matchColours, themes } from './themes.ts';

export interface Look {
  readonly theme: 'light' | 'dark';
  /** CSS pixels. */
  readonly fontSize: number;
  readonly screenReader: boolean;
}

/** Which of how many matches is shown; counted from 1, 0 when none is. */
export interface Matches {
  readonly shown: number;
  readonly count: number;
}

/** What a screen shows, scrollback and cursor included, as text that shows the same. */
export interface ScreenText extends TerminalSize {
  readonly text: string;
}

const scrollback = 10_000;

/** One xterm with all it needs: drawing, searching, selecting, and the way to a terminal of the backend. */
export class Screen {
  readonly #xterm: Xterm;
  readonly #element = document.createElement('div');
  readonly #fit = new FitAddon();
  readonly #serialize = new SerializeAddon();
  readonly #search = new SearchAddon({ highlightLimit: 2000 });
  readonly #owned = new Disposables();
  readonly #title = new Emitter<string>();
  readonly #matches = new Emitter<Matches>();
  readonly onTitle = this.#title.event;
  readonly onMatches = this.#matches.event;
  #look: Look;
  #terminal: Terminal | null = null;
  /** Whether it takes the size of its place on the page. */
  #fits = false;
  #detach: Stop = () => undefined;

  /** A read-only screen takes no keys. */
  constructor(look: Look, readOnly = false) {
    this.#look = look;
    this.#element.className = 'screen';
    this.#xterm = new Xterm({
      ...optionsOf(look),
      allowProposedApi: true,
      scrollback,
      disableStdin: readOnly,
      cursorInactiveStyle: readOnly ? 'block' : 'outline',
      fontFamily,
      lineHeight: 1.15,
      cursorBlink: false,
      rightClickSelectsWord: false,
      macOptionIsMeta: true,
    });
    for (const addon of [
      this.#fit,
      this.#search,
      this.#serialize,
      new Unicode11Addon(),
      new WebLinksAddon(follow),
    ])
      this.#xterm.loadAddon(addon);
    this.#xterm.unicode.activeVersion = '11';
    this.#xterm.onTitleChange((title) => this.#title.fire(title));
    this.#search.onDidChangeResults(({ resultIndex, resultCount }) =>
      this.#matches.fire({ shown: resultIndex + 1, count: resultCount }),
    );
    this.#owned.add(() => this.#element.remove());
    this.#owned.add(() => this.#xterm.dispose());
    this.#owned.add(() => this.#detach());
  }

  /** Shows the screen inside `host`, or moves it there. Keys that `isOurs` claims are left to the app. */
  mount(host: HTMLElement, isOurs: (event: KeyboardEvent) => boolean): void {
    this.mountAsIs(host, isOurs);
    this.#fits = true;
    this.fit();
  }

  /** Shows it in the size that it has, whatever that of `host`. */
  mountAsIs(host: HTMLElement, isOurs: (event: KeyboardEvent) => boolean): void {
    host.append(this.#element);
    if (!this.#xterm.element) withStrictStyles(() => this.#xterm.open(this.#element));
    this.#xterm.attachCustomKeyEventHandler((event) => !isOurs(event));
  }

  /** Connects the screen with a terminal of the backend, in both directions, with flow control. */
  attach(terminal: Terminal): void {
    this.#detach();
    const links = new Disposables();
    this.#detach = () => links.dispose();
    this.#terminal = terminal;
    links.add(
      terminal.onOutput((bytes) =>
        this.#xterm.write(bytes, () => terminal.acknowledge(bytes.length)),
      ),
    );
    for (const heard of [
      this.#xterm.onData((text) => terminal.write(text)),
      this.#xterm.onBinary((text) => terminal.write(Uint8Array.from(text, (c) => c.charCodeAt(0)))),
      this.#xterm.onResize(({ rows, cols }) => terminal.resize({ rows, cols })),
    ])
      links.add(() => heard.dispose());
    links.add(() => (this.#terminal = null));
    terminal.resize(this.size);
  }

  /** What is shown once everything that has arrived is drawn. */
  read(): Promise<ScreenText> {
    return new Promise((resolve) => {
      this.#xterm.write('', () => resolve({ ...this.size, text: this.#serialize.serialize() }));
    });
  }

  /** Shows what `read` answered, in the size that it had; then in that of its place on the page. */
  show({ rows, cols, text }: ScreenText): void {
    this.#xterm.reset();
    this.#xterm.resize(cols, rows);
    this.#xterm.write(text, () => this.fit());
  }

  /** Draws more text. */
  put(text: string): void {
    this.#xterm.write(text);
  }

  resize({ rows, cols }: TerminalSize): void {
    this.#xterm.resize(cols, rows);
  }

  onResize(listener: (size: TerminalSize) => void): Stop {
    const heard = this.#xterm.onResize(listener);
    return () => heard.dispose();
  }

  detach(): void {
    this.#detach();
  }

  get size(): TerminalSize {
    return { rows: this.#xterm.rows, cols: this.#xterm.cols };
  }

  fit(): void {
    if (!this.#fits || !this.#xterm.element?.offsetParent) return;
    this.#fit.fit();
  }

  dress(look: Look): void {
    this.#look = look;
    Object.assign(this.#xterm.options, optionsOf(look));
    this.fit();
  }

  focus(): void {
    this.#xterm.focus();
  }

  /** Shows a line of the app's own, dimmed, that did not come from the guest. */
  note(text: string): void {
    this.#xterm.write(`\r\n\x1b[0;2;3m${text}\x1b[0m\r\n`);
  }

  /** As if typed at the keyboard. */
  type(text: string): void {
    this.#terminal?.write(text);
  }

  /** Its rows have moved up: each will be drawn anew with the next frame. */
  onScroll(listener: () => void): Stop {
    const heard = this.#xterm.onScroll(listener);
    return () => heard.dispose();
  }

  /** What stands before the cursor in its row. */
  get rowToCursor(): string {
    const { active } = this.#xterm.buffer;
    const row = active.getLine(active.baseY + active.cursorY);
    return row?.translateToString(false, 0, active.cursorX) ?? '';
  }

  /** As if pasted: bracketed where the program asked for it. */
  paste(text: string): void {
    this.#xterm.paste(text);
  }

  get selection(): string {
    return this.#xterm.getSelection();
  }

  onSelection(listener: () => void): Stop {
    const heard = this.#xterm.onSelectionChange(listener);
    return () => heard.dispose();
  }

  selectAll(): void {
    this.#xterm.selectAll();
  }

  find(text: string, direction: 'next' | 'previous', incremental = false): void {
    const colours = matchColours[this.#look.theme];
    const options = {
      incremental,
      decorations: {
        matchBackground: colours.all,
        matchOverviewRuler: colours.all,
        activeMatchBackground: colours.active,
        activeMatchColorOverviewRuler: colours.active,
      },
    };
    if (direction === 'next') this.#search.findNext(text, options);
    else this.#search.findPrevious(text, options);
  }

  endSearch(): void {
    this.#search.clearDecorations();
    this.#xterm.clearSelection();
  }

  clear(): void {
    this.#xterm.reset();
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

function optionsOf(look: Look): ITerminalOptions {
  return {
    theme: themes[look.theme],
    fontSize: look.fontSize,
    screenReaderMode: look.screenReader,
  };
}

function follow(_event: MouseEvent, uri: string): void {
  window.open(uri, '_blank', 'noopener,noreferrer');
}
