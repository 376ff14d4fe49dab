import { Emitter, type Event, type Stop } from '../base/events.ts';
import { Backlog } from './backlog.ts';
import type { Terminal, TerminalSize } from './backend.ts';
import type { Requests } from './boundary.ts';
import type { Client } from './request.ts';

/** A terminal of the worker as the page holds it. What arrives before the first listener waits for it. */
export class RemoteTerminal implements Terminal {
  readonly id: number;
  readonly #client: Client<Requests>;
  readonly #output = new Backlog();
  readonly #exit = new Emitter<number>();
  readonly onOutput = this.#output.event;
  #code: number | null = null;

  constructor(id: number, client: Client<Requests>) {
    this.id = id;
    this.#client = client;
  }

  readonly onExit: Event<number> = (listener): Stop => {
    if (this.#code !== null) listener(this.#code);
    return this.#exit.event(listener);
  };

  receive(bytes: Uint8Array): void {
    this.#output.put(bytes);
  }

  end(code: number): void {
    if (this.#code !== null) return;
    this.#code = code;
    this.#exit.fire(code);
  }

  write(data: string | Uint8Array): void {
    this.#send(this.#client.write(this.id, data));
  }

  acknowledge(bytes: number): void {
    this.#send(this.#client.acknowledge(this.id, bytes));
  }

  resize(size: TerminalSize): void {
    this.#send(this.#client.resize(this.id, size));
  }

  close(): void {
    this.#send(this.#client.close(this.id));
  }

  /** A terminal that has ended, or whose worker died, takes no more; `onExit` and `onFailed` tell of that. */
  #send(request: Promise<void>): void {
    request.catch(() => undefined);
  }
}
