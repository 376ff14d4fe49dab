// Whether and when an ended container starts again: docker's restart manager.
import { EngineError } from './error.ts';
import type { RestartPolicy } from './host-config.ts';

const [firstPause, longestPause] = [100, 60_000];
/** A run of so many milliseconds starts the pauses anew. */
const longRun = 10_000;

export interface Ending {
  readonly exit: number;
  /** Milliseconds that it ran. */
  readonly ran: number;
  /** How often it was started again before. */
  readonly restarts: number;
  readonly manuallyStopped: boolean;
}

/** What the policy says about an ending, leaving aside that somebody called it off. */
export function wantsRestart(policy: RestartPolicy, ending: Ending): boolean {
  switch (policy.Name) {
    case 'always':
      return true;
    case 'unless-stopped':
      return !ending.manuallyStopped;
    case 'on-failure': {
      const most = policy.MaximumRetryCount;
      return ending.exit !== 0 && (most === 0 || ending.restarts < most);
    }
    default:
      return false;
  }
}

interface Pending {
  pause: number;
  canceled: boolean;
  callOff: () => void;
}

/** The pauses before restarts, and who has called a restart off. Lives as long as the engine: a reload starts with short pauses. */
export class Restarts {
  readonly #all = new Map<string, Pending>();

  /** To be called when a person starts the container. */
  reset(id: string): void {
    this.#all.delete(id);
  }

  clear(): void {
    this.#all.clear();
  }

  isCanceled(id: string): boolean {
    return this.#all.get(id)?.canceled ?? false;
  }

  /** No restart until `reset`; one that is being waited for is called off. */
  cancel(id: string): void {
    const pending = this.#pending(id);
    pending.canceled = true;
    pending.callOff();
  }

  /** Milliseconds to wait before the next start: twice as many each time, at most a minute. */
  nextPause(id: string, ran: number): number {
    const pending = this.#pending(id);
    const last = ran >= longRun ? 0 : pending.pause;
    pending.pause = last === 0 ? firstPause : Math.min(last * 2, longestPause);
    return pending.pause;
  }

  /** Resolves when the restart is called off. */
  calledOff(id: string): Promise<void> {
    const pending = this.#pending(id);
    return new Promise((resolve) => {
      pending.callOff = resolve;
    });
  }

  #pending(id: string): Pending {
    const pending = this.#all.get(id) ?? {
      pause: 0,
      canceled: false,
      callOff: () => undefined,
    };
    this.#all.set(id, pending);
    return pending;
  }
}

/** Throws docker's sentence for a policy that it does not have. */
export function checkRestartPolicy({ Name: name, MaximumRetryCount: most }: RestartPolicy): void {
  const refuse = (why: string): EngineError => new EngineError('invalid', why);
  if (['always', 'unless-stopped', 'no'].includes(name)) {
    if (most === 0) return;
    throw refuse(`maximum retry count cannot be used with restart policy '${name}'`);
  }
  if (name === 'on-failure') {
    if (most >= 0) return;
    throw refuse('maximum retry count cannot be negative');
  }
  if (name !== '') throw refuse(`invalid restart policy '${name}'`);
}
