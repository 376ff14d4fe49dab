import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { Agent } from '../../src/agent/agent.ts';
import { createAgent } from '../../src/agent/client.ts';
import type { AgentChannel } from '../../src/agent/client.ts';
import { Emitter } from '../../src/base/events.ts';
import { compileGuest, sanitizerOptions } from '../shim/compile.ts';

/** A channel over a socket that can also be written to directly. */
class SocketChannel implements AgentChannel {
  readonly #socket: Duplex;
  readonly #data = new Emitter<Uint8Array>();
  readonly onData = this.#data.event;

  constructor(socket: Duplex) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => this.#data.fire(new Uint8Array(bytes)));
    socket.on('error', () => socket.destroy());
  }

  send(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  }
}

/** The guest's agent as a process of this machine, under the sanitizers. */
export interface NativeAgent {
  readonly agent: Agent;
  readonly channels: { rpc: AgentChannel; records: AgentChannel; terms: AgentChannel };
  /** A second client of the same agent, as after a restored checkpoint. */
  connect(): Agent;
  readonly folder: string;
  readonly socket: string;
  /** Ends it, and throws what the sanitizers found. */
  stop(): Promise<void>;
}

export async function startNativeAgent(): Promise<NativeAgent> {
  const folder = mkdtempSync(join(tmpdir(), 'fishbowl-agent-'));
  const socket = join(folder, 'docker.sock');
  const child = spawn(compileGuest(['agent']), ['--channels', '3,4,5', '--socket', socket], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...sanitizerOptions(folder) },
  });
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const [rpc, records, terms] = child.stdio
    .slice(3)
    .map((each) => new SocketChannel(each as Duplex));
  if (!rpc || !records || !terms) throw new Error('No sockets to the agent');
  await new Promise((resolve) => child.stderr?.once('data', resolve));
  const channels = { rpc, records, terms };
  const connect = (): Agent =>
    createAgent({
      channels,
      now: () => Date.now(),
      random: (size) => new Uint8Array(randomBytes(size)),
    });
  const agent = connect();
  await agent.greet();
  return {
    agent,
    channels,
    connect,
    folder,
    socket,
    async stop() {
      for (const each of child.stdio.slice(3)) (each as Duplex).destroy();
      const code = await exited;
      const faults = readdirSync(folder)
        .filter((name) => name.startsWith('faults.'))
        .map((name) => readFileSync(join(folder, name), 'utf8'));
      rmSync(folder, { recursive: true, force: true });
      if (code !== 0 || faults.length)
        throw new Error(`The agent ended with ${code}\n${faults.join('\n')}`);
    },
  };
}
