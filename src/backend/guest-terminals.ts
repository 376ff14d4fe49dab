import type { Agent, AgentTerminal } from '../agent/agent.ts';
import { Emitter } from '../base/events.ts';
import type { TerminalSize } from './backend.ts';
import { GuestTerminal, shellSpec, type Tell, type TerminalState } from './guest-terminal.ts';

export type { TerminalState };

/** The terminals of one guest, under numbers that are never used for another. */
export class GuestTerminals {
  readonly #agent: Agent;
  readonly #tell: Tell;
  readonly #typed = new Emitter<void>();
  #open = new Map<number, GuestTerminal>();
  #last = 0;
  /** A shell that the snapshot brought along and nobody has yet. */
  #waiting: AgentTerminal | null = null;
  /** Somebody types into one of them. */
  readonly onTyped = this.#typed.event;

  constructor(agent: Agent, tell: Tell) {
    this.#agent = agent;
    this.#tell = tell;
  }

  async open(size: TerminalSize): Promise<GuestTerminal> {
    const opened = this.#takeWaiting(size) ?? (await this.#agent.openTerminal(shellSpec(size)));
    return this.#add(new GuestTerminal(++this.#last, opened, this.#tell));
  }

  all(): readonly GuestTerminal[] {
    return [...this.#open.values()];
  }

  states(): readonly TerminalState[] {
    return this.all().map((terminal) => terminal.state);
  }

  #takeWaiting({ rows, cols }: TerminalSize): AgentTerminal | null {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.resize(rows, cols);
    return waiting;
  }

  /** Takes over the terminals that a greeting kept; one that nobody knew waits for the next that is opened. */
  adopt(states: readonly TerminalState[]): void {
    const byAgent = new Map(states.map((state) => [state.agent, state]));
    this.#open = new Map();
    this.#waiting = null;
    for (const terminal of this.#agent.terminals()) {
      const state = byAgent.get(terminal.id);
      if (!state && !this.#waiting) this.#waiting = terminal;
      else if (!state) terminal.close();
      else this.#add(new GuestTerminal(state.id, terminal, this.#tell, state.commands));
    }
  }

  #add(terminal: GuestTerminal): GuestTerminal {
    terminal.onWrite(() => this.#typed.fire());
    this.#open.set(terminal.id, terminal);
    terminal.onExit(() => {
      if (this.#open.get(terminal.id) === terminal) this.#open.delete(terminal.id);
    });
    return terminal;
  }
}
