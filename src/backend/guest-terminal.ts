import type { AgentTerminal, TerminalSpec } from '../agent/agent.ts';
import { encodeText } from '../base/bytes.ts';
import { Emitter, type Event } from '../base/events.ts';
import type { Terminal, TerminalSize } from './backend.ts';
import { Backlog } from './backlog.ts';
import { CommandReader, type CommandFact, type CommandState } from './commands.ts';

/** The student's shell. */
export function shellSpec({ rows, cols }: TerminalSize): TerminalSpec {
  return { argv: ['bash', '-l'], cwd: '/root', rows, cols };
}

/** A terminal at the moment of a checkpoint. */
export interface TerminalState {
  readonly id: number;
  /** Its number with the agent. */
  readonly agent: number;
  readonly commands: CommandState;
}

/** Hears of the commands of a terminal, and whether its shell has come to its prompt. */
export type Tell = (facts: readonly CommandFact[], prompted: boolean) => void;

/** A terminal of the agent as the app knows terminals, under a number that is never used again. */
export class GuestTerminal implements Terminal {
  readonly id: number;
  readonly #terminal: AgentTerminal;
  readonly #output = new Backlog();
  readonly #exit = new Emitter<number>();
  readonly #write = new Emitter<void>();
  readonly onWrite = this.#write.event;
  readonly onOutput = this.#output.event;
  readonly #commands: CommandReader;
  #code: number | null = null;

  /** `tell` hears of the commands that run in it, and of prompts. */
  constructor(id: number, terminal: AgentTerminal, tell: Tell, state?: CommandState) {
    this.id = id;
    this.#terminal = terminal;
    const commands = new CommandReader(id, state);
    this.#commands = commands;
    terminal.onOutput((bytes) => {
      const before = commands.prompts;
      tell(commands.read(bytes), commands.prompts > before);
      this.#output.put(bytes);
    });
    terminal.onExit((code) => {
      tell(commands.end(code), false);
      this.#code = code;
      this.#exit.fire(code);
    });
  }

  get state(): TerminalState {
    return { id: this.id, agent: this.#terminal.id, commands: this.#commands.state };
  }

  readonly onExit: Event<number> = (listener) => {
    if (this.#code !== null) listener(this.#code);
    return this.#exit.event(listener);
  };

  write(text: string | Uint8Array): void {
    this.#write.fire();
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
