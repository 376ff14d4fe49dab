import type { Host } from '../../src/backend/host.ts';
import { serve, teller, type Handlers, type Tell } from '../../src/backend/request.ts';

/** What runs a machine, on a real message channel: asks are recorded, and answered by these handlers or with nothing. */
export class FakeHost<R, T> {
  readonly calls: string[] = [];
  readonly host: Host;
  readonly tell: Tell<T>;
  terminated = false;
  #answering = true;

  constructor(handlers: Partial<Handlers<R>> = {}) {
    const { port1, port2 } = new MessageChannel();
    port1.start();
    port2.start();
    this.tell = teller<T>(port2 as never);
    const handler =
      (name: string) =>
      (...args: unknown[]): unknown => {
        this.calls.push(`${name} ${JSON.stringify(args)}`);
        const own = handlers[name as keyof R] as ((...a: unknown[]) => unknown) | undefined;
        return this.#answering ? own?.(...args) : new Promise(() => undefined);
      };
    const answers = new Proxy({}, { get: (_, name) => handler(String(name)) });
    serve(port2 as never, answers as Handlers<R>);
    this.host = Object.assign(port1 as unknown as Host, {
      terminate: () => {
        this.terminated = true;
        port1.close();
      },
      ondeath: null,
    });
  }

  /** Leaves what is asked from now on without an answer. */
  hang(): void {
    this.#answering = false;
  }

  die(why: string): void {
    this.host.ondeath?.(why);
  }
}
