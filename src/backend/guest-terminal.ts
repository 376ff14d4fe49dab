import type { AgentTerminal, TerminalSpec } from '../agent/agent.ts';
import { encodeText } from '../base/bytes.ts';
import type { Terminal, TerminalSize } from './backend.ts';

/** The student's shell. */
export function shellSpec({ rows, cols }: TerminalSize): TerminalSpec {
  return { argv: ['bash', '-l'], cwd: '/root', rows, cols };
}

/** A terminal of the agent as the app knows terminals, under a number that is never used again. */
export function guestTerminal(id: number, terminal: AgentTerminal): Terminal {
  return {
    id,
    onOutput: terminal.onOutput,
    onExit: terminal.onExit,
    write(text) {
      const bytes = typeof text === 'string' ? encodeText(text) : text;
      terminal.write(bytes).catch(() => undefined); // it has ended, which `onExit` tells
    },
    acknowledge: (bytes) => terminal.acknowledge(bytes),
    resize: ({ rows, cols }) => terminal.resize(rows, cols),
    close: () => terminal.close(),
  };
}
