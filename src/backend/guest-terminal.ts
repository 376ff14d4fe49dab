import type { AgentTerminal, TerminalSpec } from '../agent/agent.ts';
import { encodeText } from '../base/bytes.ts';
import { Emitter, type Event } from '../base/events.ts';
import type { Terminal, TerminalSize } from './backend.ts';
import { Backlog } from './backlog.ts';
import { CommandReader, type CommandFact } from './commands.ts';

/** The student's shell. */
export function shellSpec({ rows, cols }: TerminalSize): TerminalSpec {
  return { argv: ['bash', '-l'], cwd: '/root', rows, cols };
}

/** A terminal of the agent as the app knows terminals, under a number that is never used again. */
export class GuestTerminal implements Terminal {
  readonly id: number;
  readonly #terminal: AgentTerminal;
  readonly #output = new Backlog();
  readonly #exit = new Emitter<number>();
  readonly onOutput = this.#output.event;
  #code: number | null = null;

  /** `tell` hears of the commands that run in it. */
  constructor(id: number, terminal: AgentTerminal, tell: (facts: CommandFact[]) => void) {
    this.id = id;
    this.#terminal = terminal;
    const commands = new CommandReader(id);
    terminal.onOutput((bytes) => {
      tell(commands.read(bytes));
      this.#output.put(bytes);
    });
    terminal.onExit((code) => {
      tell(commands.end(code));
      this.#code = code;
      this.#exit.fire(code);
    });
  }

  readonly onExit: Event<number> = (listener) => {
    if (this.#code !== null) listener(this.#code);
    return this.#exit.event(listener);
  };

  write(text: string | Uint8Array): void {
    const bytes = typeof text === 'string' ? encodeText(text) : text;
    this.#terminal.write(bytes).catch(() => undefined); // it has ended, which `onExit` tells
  }

  acknowledge(bytes: number): void {
    this.#terminal.acknowledge(bytes);
  }

  resize({ rows, cols }: TerminalSize): void {
    this.#terminal.resize(rows, cols);
  }

  close(): void {
    this.#terminal.close();
  }
}
