import type { Backend, BootReport, MachineFailure, Progress } from '../../backend/backend.ts';
import { ConsoleReader, type News } from './console-news.ts';

export type Phase =
  | { readonly name: 'loading'; readonly progress: Progress | null }
  | { readonly name: 'unloadable'; readonly reason: string }
  | { readonly name: 'running' }
  | { readonly name: 'paused' }
  | { readonly name: 'resetting' }
  | { readonly name: 'failed'; readonly failure: MachineFailure };

/** The machine's life as the page tells of it: loading, running, paused, failed, and the ways out. */
export class Session {
  readonly backend: Backend;
  readonly #onFresh: () => Promise<void>;
  #console = new ConsoleReader();
  phase: Phase = $state.raw({ name: 'loading', progress: null });
  report: BootReport | null = $state.raw(null);
  news: News | null = $state.raw(null);
  /** The last kernel messages, newest last, for the failure banner. */
  lastWords = $state('');
  #hidden = false;

  /** `onFresh` runs whenever a fresh machine is ready: the first terminal is opened there. */
  constructor(backend: Backend, onFresh: () => Promise<void>) {
    this.backend = backend;
    this.#onFresh = onFresh;
    backend.onFailed((failure) => (this.phase = { name: 'failed', failure }));
    backend.onRecovered(() => this.#onRecovered());
    backend.onConsole((text) => this.#onConsole(text));
  }

  async boot(): Promise<void> {
    this.phase = { name: 'loading', progress: null };
    try {
      this.report = await this.backend.boot((progress) => {
        if (this.phase.name === 'loading') this.phase = { name: 'loading', progress };
      });
      this.phase = { name: 'running' };
      await this.#onFresh();
      if (this.#hidden) await this.setHidden(true);
    } catch (error) {
      this.phase = { name: 'unloadable', reason: messageOf(error) };
    }
  }

  async reset(): Promise<void> {
    if (this.phase.name === 'loading' || this.phase.name === 'resetting') return;
    if (this.phase.name === 'unloadable') return this.boot();
    this.phase = { name: 'resetting' };
    this.news = null;
    this.lastWords = '';
    this.#console = new ConsoleReader();
    try {
      await this.backend.reset();
      this.phase = { name: 'running' };
      await this.#onFresh();
    } catch (error) {
      this.phase = { name: 'unloadable', reason: messageOf(error) };
    }
  }

  /** The machine is what it was at an earlier moment, and runs. */
  returned(): void {
    this.news = null;
    this.phase = { name: 'running' };
  }

  /** It is neither what it was nor what it was to become. */
  failedToReturn(error: unknown): void {
    this.phase = { name: 'failed', failure: { kind: 'crashed', text: messageOf(error) } };
  }

  /** A page that nobody sees needs no machine running: time in it stands still. */
  async setHidden(hidden: boolean): Promise<void> {
    this.#hidden = hidden;
    if (hidden && this.phase.name === 'running') {
      this.phase = { name: 'paused' };
      await this.backend.pause();
    } else if (!hidden && this.phase.name === 'paused') {
      await this.backend.resume();
      this.phase = { name: 'running' };
    }
  }

  dismissNews(): void {
    this.news = null;
  }

  #onRecovered(): void {
    const silent = this.phase.name === 'failed' && this.phase.failure.kind === 'silent';
    if (silent) this.phase = { name: 'running' };
  }

  #onConsole(text: string): void {
    this.lastWords = (this.lastWords + text).slice(-4000);
    this.news = this.#console.read(text).at(-1) ?? this.news;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
