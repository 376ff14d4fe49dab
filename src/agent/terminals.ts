import type { Event } from '../base/events.ts';
import { AgentError } from './agent.ts';
import type { AgentTerminal, TerminalSpec } from './agent.ts';
import { Acknowledgement, Credit } from './credit.ts';
import type { Endpoint } from './endpoint.ts';
import { errnoOf } from './errno.ts';
import type { Frame } from './frame.ts';
import { Held } from './held.ts';
import { encodeProgram } from './operation.ts';
import { terminalInputWindow, terms } from './protocol.ts';
import { WireReader, WireWriter } from './wire.ts';

const inputPiece = 16 * 1024;

class Terminal implements AgentTerminal {
  readonly id: number;
  readonly output = new Held<Uint8Array>();
  readonly exit = new Held<number>();
  readonly credit = new Credit(terminalInputWindow);
  readonly onOutput: Event<Uint8Array> = this.output.event;
  readonly onExit: Event<number> = this.exit.event;
  readonly #endpoint: Endpoint;
  readonly #acknowledgement: Acknowledgement;

  constructor(id: number, endpoint: Endpoint) {
    this.id = id;
    this.#endpoint = endpoint;
    this.#acknowledgement = new Acknowledgement((bytes) => {
      endpoint.send(terms.ack, id, new WireWriter().u32(bytes).bytes());
    });
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; at += inputPiece) {
      const piece = bytes.slice(at, at + inputPiece);
      await this.credit.take(piece.length);
      this.#endpoint.send(terms.input, this.id, piece);
    }
  }

  acknowledge(bytes: number): void {
    this.#acknowledgement.add(bytes);
  }

  resize(rows: number, cols: number): void {
    this.#endpoint.send(terms.resize, this.id, new WireWriter().u16(rows).u16(cols).bytes());
  }

  close(): void {
    this.#endpoint.send(terms.close, this.id);
    this.credit.close(new Error(`Terminal ${this.id} was closed`));
  }
}

/** The terminals open in the guest. */
export class Terminals {
  readonly #endpoint: Endpoint;
  readonly #open = new Map<number, Terminal>();
  readonly #opening = new Map<
    number,
    { resolve: (errno: number) => void; reject: (error: Error) => void }
  >();
  #lastId = 0;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  all(): AgentTerminal[] {
    return [...this.#open.values()];
  }

  async open({
    rows,
    cols,
    cwd = '/root',
    held = false,
    ...program
  }: TerminalSpec): Promise<AgentTerminal> {
    const id = ++this.#lastId;
    const terminal = new Terminal(id, this.#endpoint);
    this.#open.set(id, terminal);
    const place = new WireWriter().u16(rows).u16(cols).text(cwd);
    const payload = encodeProgram(place, program)
      .u8(held ? 1 : 0)
      .bytes();
    const number = await new Promise<number>((resolve, reject) => {
      this.#opening.set(id, { resolve, reject });
      this.#endpoint.send(terms.open, id, payload);
    });
    if (!number) return terminal;
    this.#open.delete(id);
    const errno = errnoOf(number);
    throw new AgentError(
      `Cannot open a terminal with ${program.argv[0] ?? 'nothing'}: ${errno.text}`,
      errno.name,
    );
  }

  /** Takes over the terminals that the greeting lists: those that were to be kept. */
  greeted(from: WireReader): void {
    const count = from.u32();
    for (let i = 0; i < count; i++) {
      const id = from.u32();
      from.u32();
      from.u32();
      this.#open.set(id, new Terminal(id, this.#endpoint));
      this.#lastId = Math.max(this.#lastId, id);
    }
  }

  frame({ type, id, payload }: Frame): void {
    const terminal = this.#open.get(id);
    if (!terminal) return;
    if (type === terms.output) terminal.output.fire(payload);
    else if (type === terms.taken) terminal.credit.give(new WireReader(payload).u32());
    else if (type === terms.opened) {
      this.#opening.get(id)?.resolve(new WireReader(payload).u32());
      this.#opening.delete(id);
    } else if (type === terms.exited) {
      this.#open.delete(id);
      terminal.credit.close(new Error(`Terminal ${id} has ended`));
      terminal.exit.fire(new WireReader(payload).u32());
    }
  }

  fail(error: Error): void {
    for (const { reject } of this.#opening.values()) reject(error);
    this.#opening.clear();
  }

  /** Forgets all of them without a word: the guest they lived in is gone. */
  forget(): void {
    for (const terminal of this.#open.values())
      terminal.credit.close(new Error('The guest was greeted anew'));
    this.#open.clear();
  }
}
