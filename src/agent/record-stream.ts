import { decodeText } from '../base/bytes.ts';
import { Emitter } from '../base/events.ts';
import type { Event } from '../base/events.ts';
import type { LayerLook } from './agent.ts';
import type { Endpoint } from './endpoint.ts';
import type { Frame } from './frame.ts';
import { decodeRecords } from './record-codec.ts';
import type { KernelRecord } from './record.ts';
import { records } from './protocol.ts';
import { parseTraceFormats } from './trace-format.ts';
import type { TraceFormats } from './trace-format.ts';
import { decodePages } from './trace-pages.ts';
import { WireWriter } from './wire.ts';

/** Pids of one request: well below what a frame holds. */
const looksAtOnce = 8192;

/** Requests on the records channel, and the stream of what it brings. */
export class RecordStream {
  readonly #endpoint: Endpoint;
  readonly #emitter = new Emitter<readonly KernelRecord[]>();
  readonly #open = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  #arrived: KernelRecord[] = [];
  #done: number[] = [];
  #lastId = 0;
  #formats: TraceFormats | null = null;

  readonly onRecords: Event<readonly KernelRecord[]> = this.#emitter.event;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  async look(pids: readonly number[]): Promise<void> {
    const requests: Promise<void>[] = [];
    // Nobody is asked for too: the answer comes behind all that was traced before.
    for (let at = 0; at === 0 || at < pids.length; at += looksAtOnce) {
      const some = pids.slice(at, at + looksAtOnce);
      const payload = new WireWriter().u32(some.length);
      for (const pid of some) payload.u32(pid);
      requests.push(this.#request(records.look, payload));
    }
    await Promise.all(requests);
  }

  walk(): Promise<void> {
    return this.#request(records.walk, new WireWriter());
  }

  lookInside(pid: number): Promise<void> {
    return this.#request(records.lookInside, new WireWriter().u32(pid));
  }

  lookAtCgroup(path: string): Promise<void> {
    return this.#request(records.lookAtCgroup, new WireWriter().text(path));
  }

  lookAtLayer({ pid, path, known }: LayerLook): Promise<void> {
    const payload = new WireWriter().u32(pid).text(path).u64(BigInt(known));
    return this.#request(records.lookAtLayer, payload);
  }

  trace(on: boolean): Promise<void> {
    return this.#request(records.traceSwitch, new WireWriter().u8(Number(on)));
  }

  frame(frame: Frame): void {
    const { type, id, payload } = frame;
    if (type === records.done) this.#done.push(id);
    else if (type === records.traceFormats) this.#formats = parseTraceFormats(decodeText(payload));
    else if (type === records.tracePages) this.#arrived.push(...this.#decodePages(payload));
    else this.#arrived.push(...decodeRecords(frame));
  }

  #decodePages(payload: Uint8Array): KernelRecord[] {
    if (!this.#formats) throw new Error('The guest’s agent sent a trace without its formats');
    return decodePages(this.#formats, payload);
  }

  /** Tells what arrived in one go, then who asked for it that it is there. */
  settled(): void {
    const arrived = this.#arrived.splice(0);
    if (arrived.length) this.#emitter.fire(arrived);
    for (const id of this.#done.splice(0)) {
      this.#open.get(id)?.resolve();
      this.#open.delete(id);
    }
  }

  fail(error: Error): void {
    this.#arrived = [];
    for (const { reject } of this.#open.values()) reject(error);
    this.#open.clear();
  }

  #request(type: number, payload: WireWriter): Promise<void> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#open.set(id, { resolve, reject });
      this.#endpoint.send(type, id, payload.bytes());
    });
  }
}
