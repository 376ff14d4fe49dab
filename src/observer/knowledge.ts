import { apply } from '../world/apply.ts';
import type { WorldEvent, WorldFact } from '../world/event.ts';
import type { Millis, Process, ProcessId, World } from '../world/model.ts';
import type { ProcessFacts } from './proc.ts';
import { Starts } from './starts.ts';
import { Wanted } from './wanted.ts';

/** What the observer holds: the world so far, and what the world does not need but the next record may. */
export class Knowledge {
  readonly wanted = new Wanted();
  readonly starts = new Starts();
  /** Threads that are not their process's first, and the pid of that process. */
  readonly threads = new Map<number, number>();
  /** Flags with which children were made whose forks are about to be traced. */
  readonly births = new Map<number, number>();
  /** What threads have asked for and were not answered yet: the traced call, and the name of what it is for. */
  readonly calls = new Map<number, { readonly call: string; readonly name: string }>();
  /** Pids read between unshare(CLONE_NEWPID) and the first child: only then does the kernel show where children are born (pid_namespaces(7)). */
  readonly unborn = new Set<number>();
  #world: World;
  #seq: number;
  #pids = new Map<number, ProcessId>();
  #told: WorldEvent[] = [];

  constructor(world: World) {
    this.#world = world;
    this.#seq = world.seq;
    this.#index();
  }

  get world(): World {
    return this.#world;
  }

  get seq(): number {
    return this.#seq;
  }

  /** Adds a fact to the world and to what is told, unless it changes nothing. */
  tell(fact: WorldFact, at: Millis): void {
    const event: WorldEvent = { ...fact, seq: this.#seq + 1, at: Math.max(at, this.#world.at) };
    const next = apply(this.#world, event);
    if (next === this.#world) return;
    this.#world = next;
    this.#seq = event.seq;
    this.#told.push(event);
    if (fact.type === 'process/forked' || fact.type === 'process/read')
      this.#pids.set(fact.process.pid, fact.process.id);
    else if (fact.type === 'world/replaced' || fact.type === 'world/walked') this.#index();
  }

  /** Remembers of a process that was read what its row cannot hold. */
  note({ pid, exiting, namespaces }: ProcessFacts): void {
    // A thread had this number before, whose end was not seen.
    this.threads.delete(pid);
    if (exiting || namespaces.has('pid_for_children')) this.unborn.delete(pid);
    else this.unborn.add(pid);
  }

  /** The events told since the last call. */
  takeTold(): WorldEvent[] {
    return this.#told.splice(0);
  }

  /** The process that has this pid now. */
  processOf(pid: number): Process | null {
    const id = this.#pids.get(pid);
    return (id !== undefined && this.#world.processes.get(id)) || null;
  }

  /** The pid of the process that a thread belongs to. */
  pidOf(tid: number): number {
    return this.threads.get(tid) ?? tid;
  }

  /** The process that a thread belongs to. */
  processOfThread(tid: number): Process | null {
    return this.processOf(this.pidOf(tid));
  }

  /** Processes that the world still has as children of this one. */
  childrenOf(id: ProcessId): Process[] {
    return [...this.#world.processes.values()].filter(({ parent }) => parent === id);
  }

  #index(): void {
    this.#pids = new Map([...this.#world.processes.values()].map(({ pid, id }) => [pid, id]));
  }
}
