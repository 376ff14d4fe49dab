import { Emitter } from '../../base/events.ts';
import type { MachineFacts } from '../../world/event.ts';
import type { SecondNotice, SecondRequest } from './protocol.ts';
import { offMachine } from './off.ts';

/** The part of a `Worker` that the client uses. */
export interface SecondWorkerLike {
  postMessage(request: SecondRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<SecondNotice>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** Starts the worker that runs the second machine. */
export function startSecondWorker(): SecondWorkerLike {
  return new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: 'second machine',
  });
}

/** The page's end of the second machine. */
export class SecondClient {
  readonly #start: () => SecondWorkerLike;
  readonly #changed = new Emitter<MachineFacts>();
  #worker: SecondWorkerLike | null = null;
  #row: MachineFacts | null = null;
  readonly onChanged = this.#changed.event;

  constructor(start: () => SecondWorkerLike = startSecondWorker) {
    this.#start = start;
  }

  /** As it is now; null where it was never switched on. */
  get row(): MachineFacts | null {
    return this.#row;
  }

  /** Switches a fresh machine on. */
  boot(base: string): void {
    this.#drop();
    const worker = this.#start();
    this.#worker = worker;
    worker.onmessage = ({ data }) => {
      if (worker === this.#worker) this.#tell(data);
    };
    worker.onerror = ({ message }) => {
      this.#drop();
      this.#tell({
        ...(this.#row ?? offMachine),
        status: 'failed',
        problem: message || 'Its worker could not be loaded',
      });
    };
    worker.postMessage({ ask: 'boot', base });
  }

  /** Pulls its plug: its memory is free at once. What was measured of it stays known. */
  shutdown(): void {
    if (!this.#worker) return;
    this.#drop();
    this.#tell({ ...(this.#row ?? offMachine), status: 'off' });
  }

  pause(): void {
    this.#worker?.postMessage({ ask: 'pause' });
  }

  resume(): void {
    this.#worker?.postMessage({ ask: 'resume' });
  }

  #tell(row: MachineFacts): void {
    this.#row = row;
    if (row.status === 'failed') this.#drop();
    this.#changed.fire(row);
  }

  #drop(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }
}
