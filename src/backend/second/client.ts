import { Emitter } from '../../base/events.ts';
import type { MachineFacts } from '../../world/event.ts';
import type { Host } from '../host.ts';
import { connect, type Connection } from '../request.ts';
import { offMachine } from './off.ts';
import type { SecondNotices, SecondRequests } from './protocol.ts';

/** The page's end of the second machine. */
export class SecondClient {
  readonly #start: () => Host;
  readonly #changed = new Emitter<MachineFacts>();
  #host: Host | null = null;
  #connection: Connection<SecondRequests> | null = null;
  #row: MachineFacts | null = null;
  readonly onChanged = this.#changed.event;

  constructor(start: () => Host) {
    this.#start = start;
  }

  /** As it is now; null where it was never switched on. */
  get row(): MachineFacts | null {
    return this.#row;
  }

  /** Switches a fresh machine on. */
  boot(): void {
    this.#drop();
    const host = this.#start();
    this.#host = host;
    this.#connection = connect<SecondRequests, SecondNotices>(host, {
      changed: (row) => {
        if (host === this.#host) this.#tell(row);
      },
    });
    host.ondeath = (why) => {
      this.#drop();
      this.#tell({ ...(this.#row ?? offMachine), status: 'failed', problem: why });
    };
    this.#ask('boot');
  }

  /** Pulls its plug: its memory is free at once. What was measured of it stays known. */
  shutdown(): void {
    if (!this.#host) return;
    this.#drop();
    this.#tell({ ...(this.#row ?? offMachine), status: 'off' });
  }

  pause(): void {
    this.#ask('pause');
  }

  resume(): void {
    this.#ask('resume');
  }

  #tell(row: MachineFacts): void {
    this.#row = row;
    if (row.status === 'failed') this.#drop();
    this.#changed.fire(row);
  }

  /** What is asked of a machine that is switched off meanwhile is moot. */
  #ask(request: keyof SecondRequests): void {
    this.#connection?.client[request]().catch(() => undefined);
  }

  #drop(): void {
    this.#host?.terminate();
    this.#connection?.fail(new Error('The second machine is switched off'));
    this.#host = null;
    this.#connection = null;
  }
}
