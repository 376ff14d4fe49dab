import type { Backend } from '../../backend/backend.ts';
import type { PageFault, PageOutcome, PageRequest, PublishedPort } from '../../backend/page.ts';
import { bridgeScript } from './bridge.ts';
import type { Asking } from './asking.ts';
import type { Load } from './inline.ts';
import { hostOf, resolve, showAnswer } from './show.ts';

/** What the pane shows now. */
export type Shown =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'page';
      readonly html: string;
      readonly status: number;
      readonly reason: string;
    }
  | { readonly kind: 'fault'; readonly fault: PageFault; readonly host: string };

const mostRedirects = 20;

type Wish = Pick<PageRequest, 'url' | 'method' | 'body'>;

/** One tab of the small browser: where it is, where it has been, and what it shows. */
export class WebTab {
  readonly #backend: Backend;
  /** The address bar. */
  address = $state('');
  loading = $state(false);
  shown: Shown = $state.raw({ kind: 'nothing' });
  ports: readonly PublishedPort[] = $state.raw([]);
  #visited: string[] = $state.raw([]);
  #at = $state(-1);
  /** Counts navigations: an answer to an earlier one comes too late. */
  #turn = 0;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  get canGoBack(): boolean {
    return this.#at > 0;
  }

  get canGoForward(): boolean {
    return this.#at < this.#visited.length - 1;
  }

  async refreshPorts(): Promise<void> {
    this.ports = await this.#backend.publishedPorts().catch(() => []);
  }

  /** Goes where the address bar says, "http://" understood. */
  go(text: string): Promise<void> {
    const trimmed = text.trim();
    const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
    return this.#visit({ url, method: 'GET', body: '' });
  }

  async reload(): Promise<void> {
    const url = this.#visited[this.#at];
    if (url === undefined) await this.go(this.address);
    else await this.#open({ url, method: 'GET', body: '' });
  }

  async step(by: -1 | 1): Promise<void> {
    const url = this.#visited[this.#at + by];
    if (url === undefined) return;
    this.#at += by;
    await this.#open({ url, method: 'GET', body: '' });
  }

  /** Does what the page shown asks for; answers go to `reply`. */
  async take(asking: Asking, reply: (message: object) => void): Promise<void> {
    if (asking.type === 'go') return this.#visit(asking);
    const { id, url, method, headers, body } = asking;
    const outcome = await this.#ask({ url, method, headers, body });
    const isAnswer = outcome !== null && 'answer' in outcome;
    reply(isAnswer ? { id, ok: true, value: outcome.answer } : { id, ok: false });
  }

  async #visit(wish: Wish): Promise<void> {
    const url = await this.#open(wish);
    if (url === null || url === this.#visited[this.#at]) return;
    this.#visited = [...this.#visited.slice(0, this.#at + 1), url];
    this.#at = this.#visited.length - 1;
  }

  /** Shows what stands there; answers where redirections have led, or null where something later was wished meanwhile. */
  async #open(wish: Wish): Promise<string | null> {
    const turn = ++this.#turn;
    this.loading = true;
    this.address = wish.url;
    const { url, outcome } = await this.#follow(wish);
    if (turn !== this.#turn) return null;
    const shown = await this.#show(url, outcome);
    if (turn !== this.#turn) return null;
    this.address = url;
    this.shown = shown;
    this.loading = false;
    void this.refreshPorts();
    return url;
  }

  async #follow(wish: Wish): Promise<{ url: string; outcome: PageOutcome }> {
    let { url, method, body } = wish;
    for (let step = 0; ; step++) {
      const type = method === 'POST' ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {};
      const outcome = (await this.#ask({ url, method, body, headers: type })) ?? dead;
      const to = 'answer' in outcome ? outcome.answer.headers['location'] : undefined;
      const status = 'answer' in outcome ? outcome.answer.status : 0;
      const isMoved = [301, 302, 303, 307, 308].includes(status) && to !== undefined;
      if (!isMoved || step >= mostRedirects || !URL.canParse(to, url)) return { url, outcome };
      url = resolve(to, url);
      if (status < 307) [method, body] = ['GET', ''];
    }
  }

  async #show(url: string, outcome: PageOutcome): Promise<Shown> {
    if ('fault' in outcome) {
      return { kind: 'fault', fault: outcome.fault, host: hostOf(url) };
    }
    const { status, reason } = outcome.answer;
    const html = await showAnswer(outcome.answer, url, { load: this.#load, script: bridgeScript });
    return { kind: 'page', html, status, reason };
  }

  /** Null where the machine itself does not answer. */
  async #ask(request: PageRequest): Promise<PageOutcome | null> {
    return this.#backend.fetchPage(request).catch(() => null);
  }

  readonly #load: Load = async (url) => {
    const outcome = await this.#ask({ url, method: 'GET', headers: {}, body: '' });
    if (!outcome || !('answer' in outcome) || outcome.answer.status >= 400) return null;
    const { headers, body } = outcome.answer;
    return { type: headers['content-type'] ?? 'application/octet-stream', body };
  };
}

const dead: PageOutcome = { fault: 'ERR_CONNECTION_TIMED_OUT' };
