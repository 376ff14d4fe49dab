import type { WorldFact } from '../world/event.ts';
import { commandId } from '../world/id.ts';
import type { CommandId } from '../world/model.ts';
import { MarkScanner, type Mark } from './marks.ts';

export type CommandFact = Extract<WorldFact, { type: 'command/started' | 'command/finished' }>;

export interface Running {
  readonly id: CommandId;
  readonly text: string;
}

/** What a reader knows between two marks. */
export interface CommandState {
  readonly count: number;
  readonly running: readonly Running[];
}

/** The commands of one terminal, read from its output. A shell within a shell runs its commands inside the outer one's. */
export class CommandReader {
  readonly #terminal: number;
  readonly #scanner = new MarkScanner();
  #count;
  /** A line was accepted whose text the shell has not told yet. */
  #accepted = false;
  /** The innermost command began with output before its text: what is typed ahead shows up at any time. */
  #unnamed = false;
  /** Outermost first. */
  #running: Running[];
  #prompts = 0;

  /** `state` is that of an earlier reader of the same terminal, at a moment to which the machine was brought back. */
  constructor(terminal: number, state: CommandState = { count: 0, running: [] }) {
    this.#terminal = terminal;
    this.#count = state.count;
    this.#running = [...state.running];
  }

  get state(): CommandState {
    return { count: this.#count, running: [...this.#running] };
  }

  /** Prompts that were shown to their end: whoever sees one can type. */
  get prompts(): number {
    return this.#prompts;
  }

  read(output: Uint8Array): CommandFact[] {
    return this.#scanner.scan(output).flatMap((mark) => this.#follow(mark));
  }

  /** The terminal has ended, and with it all that ran in it. */
  end(exit: number): CommandFact[] {
    return this.#finish(0, exit, '');
  }

  #follow(mark: Mark): CommandFact[] {
    switch (mark.kind) {
      case 'started':
        if (mark.text !== null)
          return this.#unnamed ? this.#name(mark.text) : this.#start(mark.text);
        this.#accepted = true;
        this.#unnamed = false;
        return [];
      case 'output':
        if (!this.#accepted) return [];
        this.#unnamed = true;
        return this.#start('');
      case 'finished':
        return [
          ...(this.#accepted ? this.#start(mark.text) : []),
          ...this.#finish(this.#levelOf(mark.text), mark.exit, mark.text),
        ];
      case 'prompt':
      case 'typed':
        if (mark.kind === 'typed') this.#prompts++;
        this.#accepted = false;
        this.#unnamed = false;
        return [];
      default:
        return mark satisfies never;
    }
  }

  #start(text: string): CommandFact[] {
    this.#accepted = false;
    const id = commandId(this.#terminal, ++this.#count);
    this.#running.push({ id, text });
    return [{ type: 'command/started', id, terminal: this.#terminal, text }];
  }

  /** Its start is told again, with its text. */
  #name(text: string): CommandFact[] {
    this.#unnamed = false;
    const last = this.#running.pop();
    if (!last) return [];
    this.#running.push({ ...last, text });
    return [{ type: 'command/started', id: last.id, terminal: this.#terminal, text }];
  }

  /** The innermost command of that text; those inside it were of a shell that is gone. */
  #levelOf(text: string): number {
    const named = this.#running.findLastIndex((each) => each.text === text);
    return named < 0 ? this.#running.length - 1 : named;
  }

  #finish(level: number, exit: number, text: string): CommandFact[] {
    if (level < 0) return [];
    const ended = this.#running.splice(level).reverse();
    return ended.map((each, index) => ({
      type: 'command/finished',
      id: each.id,
      text: index === ended.length - 1 && text ? text : each.text,
      exit,
    }));
  }
}
