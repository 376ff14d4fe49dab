import type { Agent, Greeting, Operation, OperationResults } from './agent.ts';
import { Batches } from './batches.ts';
import { Endpoint } from './endpoint.ts';
import type { AgentChannel, EndpointListener } from './endpoint.ts';
import type { Frame } from './frame.ts';
import { common, entropySize, helloKeep, nonceSize, protocolVersion, rpc } from './protocol.ts';
import { RecordStream } from './record-stream.ts';
import { Sessions } from './sessions.ts';
import { Terminals } from './terminals.ts';
import { Watches } from './watches.ts';
import { WireReader, WireWriter } from './wire.ts';

export type { AgentChannel };

export interface AgentOptions {
  readonly channels: {
    readonly rpc: AgentChannel;
    readonly records: AgentChannel;
    readonly terms: AgentChannel;
  };
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
  /** So many unpredictable bytes. */
  readonly random: (bytes: number) => Uint8Array;
}

/** Pings under way, by id. */
class Pings {
  readonly #endpoint: Endpoint;
  readonly #open = new Map<
    number,
    { resolve: (at: number) => void; reject: (error: Error) => void }
  >();
  #lastId = 0;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  send(): Promise<number> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#open.set(id, { resolve, reject });
      this.#endpoint.send(common.ping, id);
    });
  }

  frame({ id, payload }: Frame): void {
    this.#open.get(id)?.resolve(new WireReader(payload).ms());
    this.#open.delete(id);
  }

  fail(error: Error): void {
    for (const { reject } of this.#open.values()) reject(error);
    this.#open.clear();
  }
}

/** The rpc channel carries four kinds of conversation, told apart by the frame's type. */
class Rpc implements EndpointListener {
  readonly endpoint: Endpoint;
  readonly batches: Batches;
  readonly sessions: Sessions;
  readonly watches: Watches;
  readonly pings: Pings;

  constructor(channel: AgentChannel) {
    this.endpoint = new Endpoint(channel, this);
    this.batches = new Batches(this.endpoint);
    this.sessions = new Sessions(this.endpoint);
    this.watches = new Watches(this.endpoint);
    this.pings = new Pings(this.endpoint);
  }

  frame(frame: Frame): void {
    if (frame.type === common.pong) this.pings.frame(frame);
    else if (frame.type >= rpc.watched) this.watches.frame(frame);
    else if (frame.type >= rpc.clientOpened) this.sessions.frame(frame);
    else this.batches.frame(frame);
  }

  failed(error: Error): void {
    this.batches.fail(error);
    this.sessions.fail();
    this.watches.fail(error);
    this.pings.fail(error);
  }
}

interface Owner {
  greeted?(rest: WireReader): void;
  frame(frame: Frame): void;
  settled?(): void;
  fail(error: Error): void;
}

/** One endpoint whose frames all go to one owner. */
function connect<T extends Owner>(
  channel: AgentChannel,
  make: (endpoint: Endpoint) => T,
): { endpoint: Endpoint; owner: T } {
  const endpoint: Endpoint = new Endpoint(channel, {
    greeted: (rest) => owner.greeted?.(rest),
    frame: (frame) => owner.frame(frame),
    settled: () => owner.settled?.(),
    failed: (error) => owner.fail(error),
  });
  const owner = make(endpoint);
  return { endpoint, owner };
}

/** The client of the guest's agent, over its three channels. */
export function createAgent({ channels, now, random }: AgentOptions): Agent {
  const calls = new Rpc(channels.rpc);
  const terms = connect(channels.terms, (endpoint) => new Terminals(endpoint));
  const records = connect(channels.records, (endpoint) => new RecordStream(endpoint));

  async function greet({ keepTerminals = false, fresh = false } = {}): Promise<Greeting> {
    const id = new WireReader(random(4)).u32();
    const flags = keepTerminals ? helloKeep : 0;
    const wall = BigInt(Math.round(now() * 1e3)) * 1000n;
    const say = (endpoint: Endpoint): Promise<number> => {
      const nonce = random(nonceSize);
      const hello = new WireWriter()
        .u32(protocolVersion)
        .u8(flags)
        .u64(wall)
        .raw(nonce)
        .raw(random(entropySize));
      return endpoint.greet(id, { nonce, hello: hello.bytes(), fresh });
    };
    terms.owner.forget();
    const [at] = await Promise.all([
      say(calls.endpoint),
      say(terms.endpoint),
      say(records.endpoint),
    ]);
    return { version: protocolVersion, at };
  }

  async function call<O extends Operation>(operation: O): Promise<OperationResults[O['op']]> {
    const [result] = await calls.batches.run([operation], false);
    if (!result) throw new Error('The agent answered nothing');
    if (!result.ok) throw result.error;
    return result.value as OperationResults[O['op']];
  }

  return {
    greet,
    call,
    batch: (operations, { keepGoing = false } = {}) => calls.batches.run(operations, keepGoing),
    openTerminal: (spec) => terms.owner.open(spec),
    terminals: () => terms.owner.all(),
    watch: (path, listener) => calls.watches.open(path, listener),
    onClient: calls.sessions.onClient,
    onRecords: records.owner.onRecords,
    look: (pids) => records.owner.look(pids),
    walk: () => records.owner.walk(),
    lookInside: (pid) => records.owner.lookInside(pid),
    lookAtCgroup: (path) => records.owner.lookAtCgroup(path),
    lookAtLayer: (look) => records.owner.lookAtLayer(look),
    trace: (on) => records.owner.trace(on),
    ping: () => calls.pings.send(),
  };
}
