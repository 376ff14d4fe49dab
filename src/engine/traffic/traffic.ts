// What docker's parts say to each other, told as it happens: each question with its answer, and what needs none.
import { Emitter, type Event } from '../../base/events.ts';
import type { EngineEvent, ExchangeAnswer, ExchangeSubject } from '../event.ts';

type ExchangeEvent = Extract<EngineEvent, { type: 'exchange' }>;

/** A question that was put; `answered` tells its answer, once. */
export interface Asked {
  readonly id: string;
  /** So many bytes of the answer have come. */
  progressed(bytes: number): void;
  answered(answer: ExchangeAnswer): void;
}

/** Numbers what is said, and knows which docker command it is for where only one is under way. */
export class Traffic {
  readonly #said = new Emitter<ExchangeEvent>();
  readonly onSaid: Event<ExchangeEvent> = this.#said.event;
  readonly #commands = new Set<string>();
  #last = 0;

  /** Something was said that is answered later. */
  ask(subject: ExchangeSubject): Asked {
    return this.#ask(subject, this.#command());
  }

  /** Something was said that needs no answer. */
  tell(subject: ExchangeSubject): void {
    this.ask(subject);
  }

  /** A docker client has come with a command. */
  command(subject: Extract<ExchangeSubject, { kind: 'command' }>): Asked {
    const { answered, ...asked } = this.#ask(subject, null);
    const { id } = asked;
    this.#commands.add(id);
    return {
      ...asked,
      answered: (answer) => {
        this.#commands.delete(id);
        answered(answer);
      },
    };
  }

  /** A client is joined with a container: meanwhile nothing is done for its command. */
  attach(command: string, subject: Extract<ExchangeSubject, { kind: 'attach' }>): Asked {
    this.#commands.delete(command);
    const { answered, ...asked } = this.#ask(subject, command);
    return {
      ...asked,
      answered: (answer) => {
        this.#commands.add(command);
        answered(answer);
      },
    };
  }

  /** Nothing that was asked before will be answered. */
  cut(): void {
    this.#commands.clear();
    this.#said.fire({ type: 'exchange', action: 'cut' });
  }

  #ask(subject: ExchangeSubject, command: string | null): Asked {
    const id = String(++this.#last);
    this.#said.fire({ type: 'exchange', action: 'sent', id, command, subject });
    return {
      id,
      progressed: (bytes) => this.#said.fire({ type: 'exchange', action: 'progressed', id, bytes }),
      answered: (answer) => this.#said.fire({ type: 'exchange', action: 'answered', id, answer }),
    };
  }

  /** Two at a time cannot be told apart by what they ask the guest for. */
  #command(): string | null {
    const [first = null, second] = this.#commands;
    return second === undefined ? first : null;
  }
}
