import { expect, test } from 'vitest';
import type { AgentTerminal } from '../../src/agent/agent.ts';
import { Emitter } from '../../src/base/events.ts';
import { decodeText, encodeText } from '../../src/base/bytes.ts';
import { GuestTerminal } from '../../src/backend/guest-terminal.ts';

/** A terminal of the agent that says what it is told to. */
function agentTerminal(): {
  terminal: AgentTerminal;
  say(text: string): void;
  end(code: number): void;
} {
  const [output, exit] = [new Emitter<Uint8Array>(), new Emitter<number>()];
  const terminal: AgentTerminal = {
    id: 7,
    onOutput: output.event,
    onExit: exit.event,
    write: () => Promise.reject(new Error('ended')),
    acknowledge: () => undefined,
    resize: () => undefined,
    close: () => undefined,
  };
  const say = (text: string): void => output.fire(encodeText(text));
  return { terminal, say, end: (code) => exit.fire(code) };
}

test('GuestTerminal keeps output and exit code for whoever listens late', async () => {
  const { terminal, say, end } = agentTerminal();
  const opened = new GuestTerminal(1, terminal, () => undefined);
  say('early ');
  end(3);
  let text = '';
  opened.onOutput((bytes) => (text += decodeText(bytes)));
  const code = await new Promise((resolve) => opened.onExit(resolve));
  say('late');
  expect([text, code]).toEqual(['early late', 3]);
});

test('GuestTerminal tells the commands that its shell marks, and ends them with it', () => {
  const { terminal, say, end } = agentTerminal();
  const facts: unknown[] = [];
  new GuestTerminal(1, terminal, (told) => facts.push(...told));
  say('\x1b]133;C;sleep 9\x07');
  end(129);
  expect(facts).toMatchObject([
    { type: 'command/started', terminal: 1, text: 'sleep 9' },
    { type: 'command/finished', text: 'sleep 9', exit: 129 },
  ]);
});

test('GuestTerminal does not fail when it is written to after its end', () => {
  const { terminal } = agentTerminal();
  expect(() => new GuestTerminal(1, terminal, () => undefined).write('x')).not.toThrow();
});
