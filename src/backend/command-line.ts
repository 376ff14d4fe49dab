import type { Agent, ProgramResult } from '../agent/agent.ts';
import { decodeText } from '../base/bytes.ts';

/** One run of a line, with what it read and wrote. */
export interface LineOptions {
  readonly stdin?: Uint8Array;
}

const home = '/root';

/** Runs lines with `sh -c` as the student's user, outside any terminal, in one working directory that lasts. */
export class CommandLine {
  readonly #agent: Agent;
  #directory = home;
  #count = 0;

  constructor(agent: Agent) {
    this.#agent = agent;
  }

  get directory(): string {
    return this.#directory;
  }

  /** The guest was replaced; without a directory it is a fresh one. */
  start(directory: string | null): void {
    this.#directory = directory ?? home;
  }

  /** An absolute path, from the working directory. */
  resolve(path: string): string {
    return path.startsWith('/') ? path : `${this.#directory}/${path}`;
  }

  async run(line: string, { stdin }: LineOptions = {}): Promise<ProgramResult> {
    const note = `/run/.directory-${++this.#count}`;
    // The trap stands on the line's first line and is not inherited, so that the line reads, numbers and exits as by itself.
    const told = `trap '{ pwd -P >${note}; } 2>/dev/null' EXIT; ${line}`;
    const argv = ['sh', '-c', told];
    const cwd = this.#directory;
    const [ran, read] = await this.#agent.batch(
      [
        { op: 'run', argv, cwd, ...(stdin && { stdin }) },
        { op: 'read', path: note },
        { op: 'remove', path: note },
      ],
      { keepGoing: true },
    );
    if (!ran?.ok) throw ran?.error ?? new Error(`The guest did not run "${line}"`);
    if (read?.ok) this.#directory = directoryOf(read.value as Uint8Array) ?? this.#directory;
    return ran.value as ProgramResult;
  }
}

function directoryOf(note: Uint8Array): string | null {
  const text = decodeText(note).replace(/\n$/, '');
  return text.startsWith('/') ? text : null;
}
