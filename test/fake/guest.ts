// A guest in memory for engine and cli tests: an agent, a scripted shim and runtime, a registry of real images, a clock that is set by hand.
import type { ProgramSpec } from '../../src/agent/agent.ts';
import { decodeText, encodeText } from '../../src/base/bytes.ts';
import { serveClients } from '../../src/cli/serve.ts';
import { Engine } from '../../src/engine/engine.ts';
import { FakeAgent } from './agent.ts';
import { FakeClock } from './clock.ts';
import { FakeRegistry } from './registry.ts';

/** What a scripted program does: writes, then ends; `runs` stays until it is killed. */
export interface Script {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exit?: number;
  readonly runs?: boolean;
  /** The runtime's message, for what cannot be started. */
  readonly failure?: string;
}

export interface Answer {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Shim {
  readonly id: string;
  readonly home: string;
  readonly exitPath: readonly [directory: string, name: string];
  readonly log: string | null;
  readonly pid: number;
  readonly script: Script;
}

export class FakeGuest {
  readonly agent = new FakeAgent();
  readonly clock = new FakeClock();
  readonly registry = new FakeRegistry();
  readonly engine: Engine;
  /** Scripts by the first word of a container's command. */
  readonly scripts = new Map<string, Script>([
    ['true', {}],
    ['false', { exit: 1 }],
    ['sleep', { runs: true }],
    ['sh', { runs: true }],
    ['echo', { stdout: 'hello\n' }],
  ]);
  readonly #shims = new Map<string, Shim>();
  #lastClient: ReturnType<FakeAgent['connect']> | null = null;
  #pids = 100;
  #random = 0;

  constructor() {
    this.engine = this.newEngine();
    serveClients(this.agent, this.engine);
    this.agent.programs.set('shim', (spec) => this.#shim(spec));
    this.agent.programs.set('crun', () => ({ stdout: 'crun version 1.8.1\n' }));
    this.agent.onKill = (pid, signal) => this.#kill(pid, signal);
  }

  /** Another engine over the same disk, as after a reload of the page. */
  newEngine(): Engine {
    return new Engine({
      agent: this.agent,
      registry: this.registry.registry,
      clock: this.clock,
      random: (length) => {
        const bytes = new Uint8Array(length);
        for (let at = 0; at < length; at++)
          bytes[at] = (this.#random = (this.#random * 75 + 74) % 65537) & 255;
        return bytes;
      },
    });
  }

  /** Runs one docker command line through client and engine. */
  docker(line: string | readonly string[], tty = false): Promise<Answer> {
    const words = typeof line === 'string' ? line.split(' ').filter((word) => word !== '') : line;
    return new Promise((resolve) => {
      const texts = { stdout: '', stderr: '' };
      const client = this.agent.connect(({ type, payload }) => {
        const letter = String.fromCharCode(type);
        if (letter === 'o') texts.stdout += decodeText(payload);
        else if (letter === 'x') texts.stderr += decodeText(payload);
        else if (letter === 'q') resolve({ exit: payload[0] ?? -1, ...texts });
        else if (letter === 'A') {
          const { socket } = JSON.parse(decodeText(payload)) as { socket: string };
          this.#attach(socket, client.send, texts);
        }
      });
      this.#lastClient = client;
      client.send('r', {
        argv: ['docker', ...words],
        cwd: '/root',
        env: ['HOME=/root'],
        tty: [tty, tty, tty],
        rows: tty ? 24 : 0,
        cols: tty ? 80 : 0,
      });
    });
  }

  /** Sends a signal to the client that was started last, as a terminal's Ctrl-C does. */
  signal(signal: string): void {
    this.#lastClient?.send('s', { signal });
  }

  /** Ends whatever runs with this pid. */
  end(pid: number, exit: number): void {
    const shim = [...this.#shims.values()].find((each) => each.pid === pid);
    if (shim) this.#exit(shim, exit);
  }

  #shim({ argv }: ProgramSpec): { exit: number; stderr: string } {
    const option = (name: string): string | null => {
      const at = argv.indexOf(name);
      return at < 0 ? null : (argv[at + 1] ?? null);
    };
    const home = option('--dir') ?? '';
    const isExec = argv[1] === 'exec';
    const process = this.#process(
      isExec ? (option('--process') ?? '') : `${home}/config.json`,
      isExec,
    );
    const id = option('--id') ?? '';
    const shim: Shim = {
      id,
      home,
      exitPath: split(option('--exit') ?? (isExec ? `${home}/exit` : `/run/fishbowl/exits/${id}`)),
      log: option('--log'),
      pid: ++this.#pids,
      script: this.scripts.get(process) ?? unknownProgram(process),
    };
    this.#shims.set(`${home}/attach.sock`, shim);
    if (argv.includes('--wait-attach')) return { exit: 0, stderr: '' };
    if (shim.script.failure !== undefined) return { exit: 1, stderr: shim.script.failure };
    this.#start(shim);
    if (!shim.script.runs) this.#exit(shim, shim.script.exit ?? 0);
    return { exit: 0, stderr: '' };
  }

  #process(path: string, isExec: boolean): string {
    const json = JSON.parse(this.agent.read(path)) as {
      process?: { args: string[] };
      args?: string[];
    };
    return (isExec ? json.args : json.process?.args)?.[0] ?? '';
  }

  #start({ home, pid, log, script }: Shim): void {
    this.agent.files.perform({ op: 'write', path: `${home}/pid`, data: encodeText(String(pid)) });
    this.agent.files.perform({ op: 'mkdir', path: `/proc/${String(pid)}`, parents: true });
    if (log === null) return;
    const lines = (['stdout', 'stderr'] as const).flatMap((stream) =>
      script[stream]
        ? [JSON.stringify({ log: script[stream], stream, time: '2026-01-02T03:04:05.000000001Z' })]
        : [],
    );
    for (const line of lines)
      this.agent.files.perform({
        op: 'write',
        path: log,
        data: encodeText(`${line}\n`),
        append: true,
      });
  }

  #exit(shim: Shim, exit: number): void {
    const at = '2026-01-02T03:04:06.000000001Z';
    const result = { exit, oomKilled: false, pid: shim.pid, startedAt: at, finishedAt: at };
    this.agent.files.perform({ op: 'remove', path: `/proc/${String(shim.pid)}`, recursive: true });
    this.#shims.delete(`${shim.home}/attach.sock`);
    this.agent.place(...shim.exitPath, JSON.stringify(result));
  }

  #attach(
    socket: string,
    send: (letter: string, content: object) => void,
    texts: { stdout: string; stderr: string },
  ): void {
    const shim = this.#shims.get(socket);
    if (!shim) return send('a', { reason: 'lost', message: 'No such file or directory' });
    const { script } = shim;
    if (script.failure !== undefined)
      return send('a', { reason: 'failed', message: script.failure });
    this.#start(shim);
    send('S', { pid: shim.pid });
    texts.stdout += script.stdout ?? '';
    texts.stderr += script.stderr ?? '';
    if (script.runs) return send('a', { reason: 'detached' });
    this.#exit(shim, script.exit ?? 0);
    send('a', { reason: 'exited', exit: script.exit ?? 0 });
  }

  #kill(pid: number, signal: number): void {
    // As the kernel has it: the first process of a PID namespace ignores what it has no handler for.
    if (signal === 9) this.end(pid, 137);
  }
}

function unknownProgram(name: string): Script {
  return { failure: `executable file \`${name}' not found in $PATH` };
}

function split(path: string): [directory: string, name: string] {
  const slash = path.lastIndexOf('/');
  return [path.slice(0, slash), path.slice(slash + 1)];
}
