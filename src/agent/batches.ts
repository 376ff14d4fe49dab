import { concatBytes } from '../base/bytes.ts';
import { AgentError } from './agent.ts';
import type { Operation, Result } from './agent.ts';
import type { Endpoint } from './endpoint.ts';
import { errnoOf } from './errno.ts';
import { encodeFrame } from './frame.ts';
import type { Frame } from './frame.ts';
import { decodeAnswer, failureText, framesOf } from './operation.ts';
import type { BatchFrame } from './operation.ts';
import { batchWindow, headerSize, rpc } from './protocol.ts';
import { WireReader } from './wire.ts';

interface Batch {
  readonly operations: readonly Operation[];
  readonly frames: Iterator<BatchFrame, undefined>;
  readonly results: Result[];
  readonly chunks: readonly [Uint8Array[], Uint8Array[]];
  /** Bytes sent and not given back. */
  underWay: number;
  next: BatchFrame | undefined;
  readonly resolve: (results: Result[]) => void;
  readonly reject: (error: Error) => void;
}

function* framesOfAll(
  operations: readonly Operation[],
  keepGoing: boolean,
): Generator<BatchFrame, undefined> {
  for (const operation of operations) yield* framesOf(operation, keepGoing);
  yield { type: rpc.end, payload: new Uint8Array() };
}

/** Batches under way, each sent as far as the agent's credit allows. */
export class Batches {
  readonly #endpoint: Endpoint;
  readonly #open = new Map<number, Batch>();
  #lastId = 0;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  run(operations: readonly Operation[], keepGoing: boolean): Promise<Result[]> {
    if (!operations.length) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      const frames = framesOfAll(operations, keepGoing);
      const batch: Batch = {
        operations,
        frames,
        results: [],
        chunks: [[], []],
        underWay: 0,
        next: frames.next().value,
        resolve,
        reject,
      };
      const id = ++this.#lastId;
      this.#open.set(id, batch);
      this.#sendOn(id, batch);
    });
  }

  frame({ type, id, payload }: Frame): void {
    const batch = this.#open.get(id);
    if (!batch) return;
    if (type === rpc.chunk) batch.chunks[payload[0] === 1 ? 1 : 0].push(payload.subarray(1));
    else if (type === rpc.result) this.#takeResult(batch, new WireReader(payload));
    else if (type === rpc.credit) {
      batch.underWay -= new WireReader(payload).u32();
      this.#sendOn(id, batch);
    } else {
      this.#open.delete(id);
      batch.resolve(batch.results);
    }
  }

  fail(error: Error): void {
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const batch of open) batch.reject(error);
  }

  #sendOn(id: number, batch: Batch): void {
    const bytes: Uint8Array[] = [];
    while (batch.next) {
      const { type, payload } = batch.next;
      const size = headerSize + payload.length + 1;
      if (batch.underWay + size > batchWindow) break;
      bytes.push(encodeFrame(type, id, payload));
      batch.underWay += size;
      batch.next = batch.frames.next().value;
    }
    if (bytes.length) this.#endpoint.sendBytes(concatBytes(bytes));
  }

  #takeResult(batch: Batch, value: WireReader): void {
    const operation = batch.operations[batch.results.length];
    if (!operation) return;
    const [data = new Uint8Array(), errors = new Uint8Array()] = batch.chunks.map((chunks) =>
      concatBytes(chunks.splice(0)),
    );
    const number = value.u32();
    if (number) {
      const errno = errnoOf(number);
      batch.results.push({
        ok: false,
        error: new AgentError(failureText(operation, errno), errno.name),
      });
    } else {
      batch.results.push({ ok: true, value: decodeAnswer(operation.op, { value, data, errors }) });
    }
  }
}
