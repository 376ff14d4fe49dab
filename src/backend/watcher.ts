import type { Agent } from '../agent/agent.ts';
import type { KernelRecord } from '../agent/record.ts';
import { formatBase64 } from '../base/base64.ts';
import { decodeText } from '../base/bytes.ts';
import { Disposables } from '../base/disposal.ts';
import { Emitter } from '../base/events.ts';
import type { Stop } from '../base/events.ts';
import { createObserver } from '../observer/observer.ts';
import type { Observation, Observer } from '../observer/observer.ts';
import type { Ask, Urgency } from '../observer/wanted.ts';
import { emptyWorld } from '../world/empty.ts';
import { mayChange, noGaze, type Gaze } from '../world/gaze.ts';
import type { WorldEvent } from '../world/event.ts';
import { contentLimit, type World } from '../world/model.ts';
import type { Clock } from './clock.ts';

/** How long an ask waits for more of its kind, ms: what a process is must be seen at once, mounts come in bursts. */
const waits: Readonly<Record<Urgency, number>> = { soon: 15, later: 60 };
/** How often it is asked whether what is looked at has changed, ms. */
const glanceEvery = 80;
/** After so long without a look the first is not waited for, ms: one command in a quiet guest is seen at once. */
const calm = 100;
const settleLimit = 50; // rounds of asking, in a guest that does not come to rest

/** Feeds the observer with the agent's records, asks what it wants to see, and passes its events on. */
export class Watcher {
  readonly #agent: Agent;
  readonly #clock: Clock;
  #gaze: Gaze = noGaze;
  #glance: Stop = () => undefined;
  readonly #events = new Emitter<readonly WorldEvent[]>();
  #observer: Observer = createObserver();
  #stops = new Disposables();
  #timers = new Map<Urgency, Stop>();
  #asking: Promise<void> = Promise.resolve();
  #epoch = 0;
  /** Milliseconds that the last round of asks took. */
  #lastRound = 0;
  #lastLook = -Infinity;
  readonly onEvents = this.#events.event;

  constructor(agent: Agent, clock: Clock) {
    this.#agent = agent;
    this.#clock = clock;
  }

  get world(): World {
    return this.#observer.world;
  }

  /** Starts with a guest of which `world` was known, after its agent was greeted. It is walked at once. */
  start(world: World = emptyWorld): void {
    this.stop();
    this.#observer = createObserver(world);
    this.#events.fire([{ type: 'world/replaced', world, seq: world.seq, at: world.at }]);
    this.#stops.add(this.#agent.onRecords((records) => this.#takeRecords(records)));
    this.#tell(this.#observer.take({ type: 'gaze', at: world.at, gaze: this.#gaze }));
    void this.#round('later');
    this.#keepGlancing();
  }

  stop(): void {
    this.#epoch++;
    this.#stops.dispose();
    this.#stops = new Disposables();
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    this.#glance();
    this.#asking = Promise.resolve(); // a dead guest never answers
  }

  take(observation: Observation): void {
    this.#tell(this.#observer.take(observation));
  }

  /** Somebody looks at this from now on; at nothing, nothing is asked. */
  lookAt(gaze: Gaze): void {
    this.#gaze = gaze;
    this.take({ type: 'gaze', at: this.world.at, gaze });
    this.#keepGlancing();
  }

  #keepGlancing(): void {
    this.#glance();
    if (!mayChange(this.#gaze)) return;
    const wait = Math.max(this.#gaze.every ?? glanceEvery, 2 * this.#lastRound);
    this.#glance = this.#clock.after(wait, () => {
      this.#observer.glance();
      void this.#round('later').then(() => this.#keepGlancing());
    });
  }

  /** Resolves when everything that happened in the guest before the call is in the world. */
  async settle(): Promise<void> {
    await this.#agent.look([]);
    await this.#asking;
    this.#observer.glance();
    for (let round = 0; round < settleLimit && this.#observer.urgency !== null; round++) {
      await this.#round('later');
    }
  }

  #takeRecords(records: readonly KernelRecord[]): void {
    this.#tell(records.flatMap((record) => this.#observer.take(record)));
  }

  #tell(events: readonly WorldEvent[]): void {
    if (events.length > 0) this.#events.fire(events);
    this.#schedule();
  }

  /** Each urgency has its own timer: in a guest where processes come and go without end, mounts must get their turn too. */
  #schedule(): void {
    for (const urgency of ['soon', 'later'] as const) {
      if (this.#timers.has(urgency) || !this.#observer.wants(urgency)) continue;
      const start = (): void => {
        this.#timers.delete(urgency);
        void this.#round(urgency);
      };
      this.#timers.set(urgency, this.#clock.after(this.#waitFor(urgency), start));
    }
  }

  #waitFor(urgency: Urgency): number {
    const isCalm = this.#clock.now() - this.#lastLook > calm;
    if (urgency === 'soon' && isCalm) return 0;
    // A guest that answers slowly is left to its own work for at least as long as the last answer took.
    return Math.max(waits[urgency], this.#lastRound);
  }

  /** One round after the other, so that a busy guest is not asked faster than it answers. */
  #round(urgency: Urgency): Promise<void> {
    const epoch = this.#epoch;
    this.#asking = this.#asking.then(async () => {
      if (epoch !== this.#epoch) return;
      const began = this.#clock.now();
      const asks = this.#observer.takeAsks(urgency);
      if (asks.length > 0) this.#lastLook = began;
      await Promise.all(asks.map((ask) => this.#ask(ask)));
      this.#lastRound = this.#clock.now() - began;
      if (epoch === this.#epoch) this.#schedule();
    });
    return this.#asking;
  }

  /** A guest that was replaced answers no more; its successor is walked anyway. */
  async #ask(ask: Ask): Promise<void> {
    try {
      if (ask.type === 'content') this.take(await readContent(this.#agent, ask, this.world.at));
      else if (ask.type === 'reading' || ask.type === 'network')
        this.take(await readText(this.#agent, ask, this.world.at));
      else await answer(this.#agent, ask);
    } catch {
      this.#schedule();
    }
  }
}

type ContentAsk = Extract<Ask, { type: 'content' }>;
type TextAsk = Extract<Ask, { type: 'reading' | 'network' }>;

async function readContent(
  agent: Agent,
  { layer, path, file }: ContentAsk,
  at: number,
): Promise<Observation> {
  const content = { type: 'content', at, layer, path } as const;
  try {
    const bytes = await agent.call({ op: 'read', path: file, length: contentLimit });
    return { ...content, base64: formatBase64(bytes), problem: '' };
  } catch (error) {
    return { ...content, base64: '', problem: error instanceof Error ? error.message : '' };
  }
}

/** Most that is read of a file of /proc, bytes. */
const readingLimit = 32 * 1024;

async function readText(agent: Agent, ask: TextAsk, at: number): Promise<Observation> {
  const { path } = ask;
  try {
    if (ask.type === 'reading') {
      const bytes = await agent.call({ op: 'read', path, length: readingLimit });
      return { type: 'reading', at, path, text: decodeText(bytes) };
    }
    const text = await agent.call({ op: 'network', path: ask.file, others: ask.others });
    return { type: 'reading', at, path, text };
  } catch {
    return { type: 'reading', at, path, text: null }; // the process is gone, or it has no /proc
  }
}

function answer(agent: Agent, ask: Exclude<Ask, ContentAsk | TextAsk>): Promise<void> {
  switch (ask.type) {
    case 'look':
      return agent.look(ask.pids);
    case 'inside':
      return agent.lookInside(ask.pid);
    case 'cgroup':
      return agent.lookAtCgroup(ask.path);
    case 'layer':
      return agent.lookAtLayer(ask);
    case 'walk':
      return agent.walk();
  }
}
