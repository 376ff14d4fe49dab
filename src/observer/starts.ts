import { containerId } from '../world/id.ts';
import type { ContainerId, ContainerStart, Evidence, Millis } from '../world/model.ts';

interface Asked {
  readonly at: Millis;
  /** Its start is still part of that request. */
  readonly covers: boolean;
}

/** How long containers take to start: from the engine being asked to the first execve of the container's first process. */
export class Starts {
  readonly #asked = new Map<ContainerId, Asked>();
  /** First execve of each process, by pid. */
  readonly #execs = new Map<number, Evidence>();
  /** Containers that run as the engine says, but whose execve was not traced yet. */
  readonly #waiting = new Map<number, ContainerId>();

  /** `docker run` asks before there is a container; the start that follows belongs to the same request. */
  ask(id: string, to: 'run' | 'start', at: Millis): void {
    const key = containerId(id);
    const known = this.#asked.get(key);
    if (to === 'run') this.#asked.set(key, { at, covers: true });
    else this.#asked.set(key, { at: known?.covers ? known.at : at, covers: false });
  }

  /** A process has executed its first program. Answers the container that has begun by it. */
  exec(pid: number, evidence: Evidence): ContainerId | null {
    this.#execs.set(pid, evidence);
    return this.#waiting.get(pid) ?? null;
  }

  /** The engine names a container's first process. True when its execve was seen already. */
  started(id: ContainerId, pid: number): boolean {
    if (!this.#asked.has(id)) return false;
    this.#waiting.set(pid, id);
    return this.#execs.has(pid);
  }

  /** The start of the container that waits for this process, once. */
  take(pid: number): ContainerStart | null {
    const id = this.#waiting.get(pid);
    const asked = id === undefined ? undefined : this.#asked.get(id);
    const evidence = this.#execs.get(pid);
    if (id === undefined || !asked || !evidence) return null;
    this.#waiting.delete(pid);
    this.#asked.delete(id);
    return { askedAt: asked.at, execedAt: evidence.at, evidence };
  }

  /** The pid may be given anew. */
  free(pid: number): void {
    this.#execs.delete(pid);
    this.#waiting.delete(pid);
  }

  /** The container is gone. */
  forget(id: string): void {
    this.#asked.delete(containerId(id));
  }
}
