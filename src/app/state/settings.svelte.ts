import { isLanguage, type Language } from '../../base/language.ts';
import type { Mode } from '../link/address.ts';
import type { Look } from '../terminal/screen.ts';

export type Theme = 'light' | 'dark';

interface Saved {
  readonly theme: Theme | null;
  /** Null: the browser's. */
  readonly language: Language | null;
  readonly fontSize: number;
  readonly screenReader: boolean;
  /** Whether changes are told in words below the picture, and to screen readers. */
  readonly caption: boolean;
  readonly lessonOpen: boolean;
  /** Share of the width that the terminals take. */
  readonly split: number;
  /** Share of the left column's height that the lesson takes. */
  readonly lessonSplit: number;
  /** What the stage shows ("layers", "namespaces+pids"), or empty: as the window's height suggests. */
  readonly view: string;
  /** Share of the stage's height that the first row of panes takes. */
  readonly viewSplit: number;
  /** Share of the stage's width that the first column of four panes takes. */
  readonly columnSplit: number;
  /** Size of the terminal's letters before an audience. Null: as the window is wide. */
  readonly presentFontSize: number | null;
  /** Whether the orientation was seen, or skipped. */
  readonly oriented: boolean;
  readonly shelfOpen: boolean;
}

const defaults: Saved = {
  theme: null,
  language: null,
  fontSize: 13,
  screenReader: false,
  caption: true,
  lessonOpen: true,
  split: 0.52,
  lessonSplit: 0.54,
  view: '',
  viewSplit: 0.56,
  columnSplit: 0.5,
  presentFontSize: null,
  oriented: false,
  shelfOpen: true,
};

const key = 'fishbowl.settings';
export const fontSizes = { least: 9, most: 40 } as const;

/** Letters as large on the wall whatever the projector's pixels; half of the window still has room for the columns of `ps -ef`. */
function hallSize(width: number): number {
  return Math.min(24, Math.max(15, Math.round(width / 80)));
}

/** What a person has set, kept in the browser. */
export class Settings {
  #storage: Storage;
  readonly #tall: MediaQueryList;
  readonly #spoken: Language;
  #dark = $state(false);
  #presenting = $state(false);
  #saved: Saved = $state.raw(defaults);

  constructor(
    storage: Storage,
    dark: MediaQueryList,
    tall: MediaQueryList,
    spoken: readonly string[] = [],
  ) {
    this.#tall = tall;
    this.#spoken = firstKnown(spoken);
    this.#storage = storage;
    this.#saved = { ...defaults, ...read(storage) };
    this.#dark = dark.matches;
    dark.addEventListener('change', () => (this.#dark = dark.matches));
  }

  /** The chosen theme, or else the system's. */
  get theme(): Theme {
    return this.#saved.theme ?? (this.#dark ? 'dark' : 'light');
  }

  /** The chosen language, or else the first that the person's browser asks for and that is spoken here. */
  get language(): Language {
    return this.#saved.language ?? this.#spoken;
  }

  get fontSize(): number {
    const { presentFontSize, fontSize } = this.#saved;
    return this.#presenting ? (presentFontSize ?? hallSize(innerWidth)) : fontSize;
  }

  /** Presenting ends with the visit; the others are kept. */
  get mode(): Mode {
    if (this.#presenting) return 'present';
    return this.#saved.lessonOpen ? 'learn' : 'explore';
  }

  set mode(mode: Mode) {
    this.#presenting = mode === 'present';
    if (mode !== 'present') this.set({ lessonOpen: mode === 'learn' });
  }

  get shelfOpen(): boolean {
    return this.#saved.shelfOpen;
  }

  get oriented(): boolean {
    return this.#saved.oriented;
  }

  get screenReader(): boolean {
    return this.#saved.screenReader;
  }

  get caption(): boolean {
    return this.#saved.caption;
  }

  /** What the stage shows, as a link names it. */
  get view(): string {
    return this.#saved.view || (this.#tall.matches ? 'both' : 'namespaces');
  }

  get columnSplit(): number {
    return this.#saved.columnSplit;
  }

  get viewSplit(): number {
    return this.#saved.viewSplit;
  }

  get lessonOpen(): boolean {
    return this.#saved.lessonOpen;
  }

  get split(): number {
    return this.#saved.split;
  }

  get lessonSplit(): number {
    return this.#saved.lessonSplit;
  }

  /** How terminals look. */
  get look(): Look {
    return { theme: this.theme, fontSize: this.fontSize, screenReader: this.screenReader };
  }

  set(change: Partial<Saved>): void {
    this.#saved = { ...this.#saved, ...change };
    try {
      this.#storage.setItem(key, JSON.stringify(this.#saved));
    } catch {
      // Storage may be full or forbidden; the setting still holds for this visit.
    }
  }

  grow(by: number): void {
    const { least, most } = fontSizes;
    const size = Math.min(most, Math.max(least, this.fontSize + by));
    this.set(this.#presenting ? { presentFontSize: size } : { fontSize: size });
  }
}

/** Of language tags, the first whose language there is. */
function firstKnown(tags: readonly string[]): Language {
  return tags.map((tag) => tag.split('-')[0]).find(isLanguage) ?? 'en';
}

/** Keeps only what has the expected type, so that a damaged entry cannot break the page. */
function read(storage: Storage): Partial<Saved> {
  try {
    const found: unknown = JSON.parse(storage.getItem(key) ?? '{}');
    if (typeof found !== 'object' || found === null) return {};
    return Object.fromEntries(
      Object.entries(found).filter(([name, value]) => isFit(name, value)),
    ) as Partial<Saved>;
  } catch {
    return {};
  }
}

function isFit(name: string, value: unknown): boolean {
  if (name === 'theme') return value === 'light' || value === 'dark';
  if (name === 'language') return isLanguage(value);
  if (!(name in defaults)) return false;
  return typeof value === typeof defaults[name as keyof Saved];
}
