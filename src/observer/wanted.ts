import type { LayerId, NamespaceId, Process } from '../world/model.ts';

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

/** What must be looked at, each thing once however often it changed. Whoever is gone before its turn is never looked at. */
export class Wanted {
  #pids = new Set<number>();
  #looksLater = new Set<number>();
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

  forget(pid: number): void {
    this.#pids.delete(pid);
    this.#looksLater.delete(pid);
  }

  forgetCgroup(path: string): void {
    this.#cgroups.delete(path);
  }

  /** A walk shows everything anew. */
  clear(): void {
    for (const each of [this.#pids, this.#looksLater, this.#insides, this.#cgroups]) each.clear();
    this.#walk = false;
  }

  /** True when something of just this urgency is wanted. */
  has(urgency: Urgency): boolean {
    if (urgency === 'soon') return this.#pids.size > 0;
    const later = this.#looksLater.size + this.#insides.size + this.#cgroups.size;
    return later > 0 || this.#walk;
  }

  /** Takes what is at least so urgent. `witnesses` names the processes through which an inside can be seen. */
  take(urgency: Urgency, witnesses: (inside: Inside) => readonly number[]): Ask[] {
    if (urgency === 'soon') return this.#takeLooks();
    if (this.#walk) {
      this.clear();
      return [{ type: 'walk' }];
    }
    for (const pid of this.#looksLater) this.#pids.add(pid);
    this.#looksLater.clear();
    const before = new Set(this.#pids);
    return [...this.#takeLooks(), ...this.#takeInsides(before, witnesses), ...this.#takeCgroups()];
  }

  #takeLooks(): Ask[] {
    const pids = [...this.#pids].slice(0, lookLimit);
    for (const pid of pids) this.#pids.delete(pid);
    return pids.length > 0 ? [{ type: 'look', pids }] : [];
  }

  /** A process must be known as it is now before it is known whose mounts it shows. */
  #takeInsides(
    unread: ReadonlySet<number>,
    witnesses: (inside: Inside) => readonly number[],
  ): Ask[] {
    const through = new Set<number>();
    for (const [key, inside] of this.#insides) {
      if (unread.has(inside.pid)) continue;
      this.#insides.delete(key);
      for (const pid of witnesses(inside)) through.add(pid);
    }
    return [...through].map((pid) => ({ type: 'inside', pid }));
  }

  #takeCgroups(): Ask[] {
    const paths = [...this.#cgroups];
    this.#cgroups.clear();
    return paths.map((path) => ({ type: 'cgroup', path }));
  }
}
