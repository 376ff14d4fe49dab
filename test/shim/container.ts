import { createConnection } from 'node:net';
import { existsSync, mkdirSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compileGuest, compileNative } from './compile.ts';
import type { Ended, Lab } from './program.ts';
import { Peer } from './wire.ts';

/** What an exit file says. */
export interface Exit {
  readonly exit: number;
  readonly signal?: number;
  readonly oomKilled: boolean;
  readonly pid: number;
  readonly startedAt: string;
  readonly finishedAt: string;
}

/** One shim with the stand-in runtime; its container is a shell script. */
export class Container {
  readonly dir: string;
  readonly #lab: Lab;
  readonly #name: string;

  constructor(lab: Lab, script: string | null, name = 'c1') {
    this.#lab = lab;
    this.#name = name;
    this.dir = lab.path(`shims/${name}`);
    mkdirSync(lab.path(name));
    mkdirSync(lab.path(`state/${name}`), { recursive: true });
    writeFileSync(lab.path(`state/${name}/status`), '{}');
    if (script !== null) writeFileSync(lab.path(`${name}/script`), script);
  }

  get socket(): string {
    return join(this.dir, 'attach.sock');
  }

  get exitFile(): string {
    return this.#lab.path(`exits/${this.#name}`);
  }

  get logFile(): string {
    return this.#lab.path(`${this.#name}/json.log`);
  }

  /** Runs the shim's command; resolves when that has returned. */
  async start(...options: string[]): Promise<Ended & { stderr: string }> {
    mkdirSync(dirname(this.exitFile), { recursive: true });
    return this.call('run', ['--bundle', this.#lab.path(this.#name), ...options]);
  }

  /** Starts the script as an exec. */
  async exec(...options: string[]): Promise<Ended & { stderr: string }> {
    mkdirSync(dirname(this.exitFile), { recursive: true });
    return this.call('exec', ['--process', this.#lab.path(`${this.#name}/script`), ...options]);
  }

  async call(verb: string, options: string[]): Promise<Ended & { stderr: string }> {
    const paths = ['--id', this.#name, '--dir', this.dir, '--state', this.#lab.path('state')];
    const files = ['--exit', this.exitFile, '--log', this.logFile];
    const runtime = ['--runtime', compileNative('runtime')];
    const argv = [verb, ...paths, ...files, ...runtime, ...options];
    const called = this.#lab.start(compileGuest(['shim', 'wire']), argv);
    return { ...(await called.ended), stderr: called.stderr.text };
  }

  /** Attaches with these streams (1 stdin, 2 stdout, 4 stderr). */
  attach(flags = 7, rows = 0, cols = 0): Peer {
    const peer = this.connect();
    const hello = Buffer.alloc(5);
    hello[0] = flags;
    hello.writeUInt16LE(rows, 1);
    hello.writeUInt16LE(cols, 3);
    peer.send('h', hello);
    return peer;
  }

  connect(): Peer {
    return new Peer(createConnection(this.socket));
  }

  /** Waits for the exit file. */
  async exit(): Promise<Exit> {
    await fileAt(this.exitFile);
    return JSON.parse(readFileSync(this.exitFile, 'utf8')) as Exit;
  }

  file(name: string): string {
    return readFileSync(join(this.dir, name), 'utf8');
  }

  has(name: string): boolean {
    return existsSync(join(this.dir, name));
  }

  /** Entries of the log in order. */
  logged(file = this.logFile): { log: string; stream: string; time: string }[] {
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as { log: string; stream: string; time: string });
  }
}

/** Resolves when the file is there, in a folder that is. */
export async function fileAt(path: string): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      if (!existsSync(path)) return;
      watcher.close();
      resolve();
    };
    const watcher = watch(dirname(path), done);
    done();
  });
}
