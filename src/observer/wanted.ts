import type { NetworkGaze } from '../world/gaze.ts';
import type { LayerId, Millis, NamespaceId, Process } from '../world/model.ts';

/** Something the observer needs to see; the caller asks the agent for it. */
export type Ask =
  | { readonly type: 'look'; readonly pids: readonly number[] }
  | { readonly type: 'inside'; readonly pid: number }
  | { readonly type: 'cgroup'; readonly path: string }
  /** The listing of a layer, unless it still has the known fingerprint. */
  | {
      readonly type: 'layer';
      readonly pid: number;
      readonly path: string;
      readonly known: string;
    }
  /** The beginning of a file in a layer; `file` is its path for the agent. */
  | {
      readonly type: 'content';
      readonly layer: LayerId;
      readonly path: string;
      readonly file: string;
    }
  /** A file of /proc, from its beginning. */
  | { readonly type: 'reading'; readonly path: string }
  /** What rtnetlink(7) answers inside of a network namespace; `path` is what the answer goes by. */
  | ({ readonly type: 'network'; readonly path: string } & NetworkGaze)
  | { readonly type: 'walk' };

/** How long an ask can wait: `soon` for what a process is, `later` for what comes in bursts. */
export type Urgency = 'soon' | 'later';

/** Whose mounts and hostname are wanted: a process, and where it was when they changed, for it may be gone by its turn. */
export interface Inside {
  readonly pid: number;
  readonly mnt: NamespaceId;
  readonly uts: NamespaceId;
  /** What changed there may show in other mount namespaces too. */
  readonly peers: boolean;
}

/** Looks in one round: a fork bomb must not make the agent busy for long. */
const lookLimit = 64;

/** When so many processes in so short a time were gone before their turn, one that has just come will be gone as well. */
const rush: { readonly gone: number; readonly within: Millis } = { gone: 6, within: 100 };

/** What must be looked at, each thing once however often it changed. Whoever is gone before its turn is never looked at. */
export class Wanted {
  #pids = new Set<number>();
  #looksLater = new Set<number>();
  /** Those that were too young in a rush: they have their turn in the next round, if they are there by then. */
  #putOff = new Set<number>();
  /** When the last ones were gone that nobody had looked at. */
  #gone: readonly Millis[] = [];
  #insides = new Map<string, Inside>();
  #cgroups = new Set<string>();
  #walk = false;

  look(pid: number): void {
    this.#pids.add(pid);
  }

  lookLater(pid: number): void {
    this.#looksLater.add(pid);
  }

  inside({ pid, namespaces: { mnt, uts } }: Process, { peers = false } = {}): void {
    const key = `${String(pid)} ${mnt} ${uts}`;
    const known = this.#insides.get(key);
    this.#insides.set(key, { pid, mnt, uts, peers: peers || known?.peers === true });
  }

  cgroup(path: string): void {
    this.#cgroups.add(path);
  }

  walk(): void {
    this.#walk = true;
  }

  /** A process is gone. */
  forget(pid: number, at: Millis): void {
    const soon = this.#pids.delete(pid);
    const later = this.#looksLater.delete(pid);
    const putOff = this.#putOff.delete(pid);
    if (soon || later || putOff) this.#gone = [...this.#gone, at].slice(-rush.gone);
  }

  forgetCgroup(path: string): void {
    this.#cgroups.delete(path);
  }

  /** A walk shows everything anew. */
  clear(): void {
    const looks = [this.#pids, this.#looksLater, this.#putOff];
    for (const each of [...looks, this.#insides, this.#cgroups]) each.clear();
    this.#walk = false;
  }

  /** True when something of just this urgency is wanted. */
  has(urgency: Urgency): boolean {
    if (urgency === 'soon') return this.#pids.size > 0;
    const looks = this.#looksLater.size + this.#putOff.size;
    return looks + this.#insides.size + this.#cgroups.size > 0 || this.#walk;
  }

  /** Takes what is at least so urgent. `witnesses` names the processes through which an inside can be seen. */
  take(
    urgency: Urgency,
    at: Millis,
    witnesses: (inside: Inside) => readonly number[],
  ): readonly Ask[] {
    if (urgency === 'later' && this.#walk) {
      this.clear();
      return [{ type: 'walk' }];
    }
    const unread = new Set([...this.#pids, ...this.#looksLater, ...this.#putOff]);
    const looks = this.#takeLooks(urgency, at);
    if (urgency === 'soon') return looks;
    return [...looks, ...this.#takeInsides(unread, witnesses), ...this.#takeCgroups()];
  }

  #takeLooks(urgency: Urgency, at: Millis): Ask[] {
    if (this.#isRush(at)) return urgency === 'later' ? this.#takeOutlived() : this.#postpone();
    if (urgency === 'later') move(this.#pids, this.#looksLater, this.#putOff);
    return looksAt(this.#pids);
  }

  #postpone(): [] {
    move(this.#looksLater, this.#pids);
    return [];
  }

  /** Whoever was put off in the round before, and puts off those that have come since. */
  #takeOutlived(): Ask[] {
    const looks = looksAt(this.#putOff);
    move(this.#putOff, this.#pids, this.#looksLater);
    return looks;
  }

  #isRush(at: Millis): boolean {
    const [first] = this.#gone;
    return this.#gone.length === rush.gone && first !== undefined && at - first < rush.within;
  }

  /** A process must be known as it is now before it is known whose mounts it shows: it, and whoever shows them too. */
  #takeInsides(
    unread: ReadonlySet<number>,
    witnesses: (inside: Inside) => readonly number[],
  ): Ask[] {
    const through = new Set<number>();
    for (const [key, inside] of this.#insides) {
      if (unread.has(inside.pid)) continue;
      const pids = witnesses(inside);
      if (pids.some((pid) => unread.has(pid))) continue;
      this.#insides.delete(key);
      for (const pid of pids) through.add(pid);
    }
    return [...through].map((pid) => ({ type: 'inside', pid }));
  }

  #takeCgroups(): Ask[] {
    const paths = [...this.#cgroups];
    this.#cgroups.clear();
    return paths.map((path) => ({ type: 'cgroup', path }));
  }
}

function looksAt(due: Set<number>): Ask[] {
  const pids = [...due].slice(0, lookLimit);
  for (const pid of pids) due.delete(pid);
  return pids.length > 0 ? [{ type: 'look', pids }] : [];
}

function move(to: Set<number>, ...from: readonly Set<number>[]): void {
  for (const each of from) {
    for (const pid of each) to.add(pid);
    each.clear();
  }
}
