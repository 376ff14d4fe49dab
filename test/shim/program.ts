import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { compileGuest, compileNative, sanitizerOptions } from './compile.ts';
import { Peer } from './wire.ts';

/** How a program ended. */
export interface Ended {
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A folder of its own for one test, with what runs in it. */
export class Lab {
  readonly folder = mkdtempSync(join(tmpdir(), 'shim-'));
  readonly #children: ChildProcess[] = [];
  readonly #servers: Server[] = [];

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Starts the client on pipes, with the engine of `listen`. */
  client(argv: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
    const program = compileGuest(['docker', 'wire']);
    return this.start(program, argv, { DOCKER_HOST: `unix://${this.path('docker.sock')}`, ...env });
  }

  /** Starts the client on a terminal of 24 rows and 80 columns. */
  terminal(argv: readonly string[]): OnTerminal {
    return this.onTerminal([compileGuest(['docker', 'wire']), ...argv]);
  }

  onTerminal(argv: readonly string[]): OnTerminal {
    const env = { DOCKER_HOST: `unix://${this.path('docker.sock')}` };
    return new OnTerminal(this.start(compileNative('pty'), argv, env, 5));
  }

  start(program: string, argv: readonly string[], env: NodeJS.ProcessEnv = {}, fds = 3): Running {
    const child = spawn(program, argv, {
      env: { PATH: process.env['PATH'], ...sanitizerOptions(this.folder), ...env },
      cwd: this.folder,
      stdio: Array.from({ length: fds }, () => 'pipe' as const),
    });
    this.#children.push(child);
    return new Running(child);
  }

  /** A server that takes one connection after another. */
  async listen(name: string): Promise<() => Promise<Peer>> {
    const waiting: Peer[] = [];
    const wanted: ((peer: Peer) => void)[] = [];
    const server = createServer({ allowHalfOpen: false }, (socket) => {
      const peer = new Peer(socket);
      const next = wanted.shift();
      if (next) next(peer);
      else waiting.push(peer);
    });
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(this.path(name), resolve));
    return () => {
      const peer = waiting.shift();
      return peer ? Promise.resolve(peer) : new Promise((resolve) => wanted.push(resolve));
    };
  }

  /** What the sanitizers complained of. */
  faults(): string[] {
    return readdirSync(this.folder)
      .filter((name) => name.startsWith('faults'))
      .map((name) => readFileSync(this.path(name), 'utf8'));
  }

  end(): void {
    for (const child of this.#children) child.kill('SIGKILL');
    for (const pid of processesIn(this.folder)) killHard(pid);
    for (const server of this.#servers) server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Pids of what works in a folder: shims and containers have left the family of what the test started. */
function processesIn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && traces(name).includes(folder))
    .map(Number);
}

function traces(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) + readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return ''; // it has ended meanwhile
  }
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    return; // it has ended meanwhile
  }
}

/** A program that was started, and what it has written. */
export class Running {
  readonly ended: Promise<Ended>;
  readonly child: ChildProcess;
  readonly stdout = new Heard();
  readonly stderr = new Heard();

  constructor(child: ChildProcess) {
    this.child = child;
    child.stdout?.on('data', (data: Buffer) => this.stdout.add(data));
    child.stderr?.on('data', (data: Buffer) => this.stderr.add(data));
    child.stdin?.on('error', () => child.stdin?.destroy());
    this.ended = new Promise((resolve) =>
      child.on('close', (exit, signal) => resolve({ exit, signal })),
    );
  }

  get stdin(): Writable {
    if (!this.child.stdin) throw new Error('No stdin');
    return this.child.stdin;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

/** Text that arrives bit by bit. */
export class Heard {
  text = '';
  #changed: (() => void)[] = [];

  add(data: Buffer): void {
    this.text += data.toString('latin1');
    this.#changed.splice(0).forEach((each) => each());
  }

  async until(wanted: string): Promise<void> {
    while (!this.text.includes(wanted))
      await new Promise<void>((resolve) => this.#changed.push(resolve));
  }
}

/** A program on a terminal. */
export class OnTerminal {
  readonly screen: Heard;
  readonly #running: Running;
  readonly #told = new Heard();

  constructor(running: Running) {
    this.#running = running;
    this.screen = running.stdout;
    (running.child.stdio[4] as Readable).on('data', (data: Buffer) => this.#told.add(data));
  }

  type(text: string): void {
    this.#running.stdin.write(Buffer.from(text, 'latin1'));
  }

  resize(rows: number, cols: number): void {
    (this.#running.child.stdio[3] as Writable).write(`${String(rows)} ${String(cols)}\n`);
  }

  /** Sends a signal to the program itself. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    await this.#told.until('\n');
    process.kill(Number.parseInt(this.#told.text, 10), signal);
  }

  /** How it ended, and whether the terminal was left as it was found. */
  async ended(): Promise<{ exit: number; signal: number; restored: boolean }> {
    await this.#running.ended;
    const line = this.#told.text.split('\n')[1] ?? '';
    return JSON.parse(line) as { exit: number; signal: number; restored: boolean };
  }
}
