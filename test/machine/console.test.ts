import { describe, expect, test } from 'vitest';
import { Emitter } from '../../src/base/events.ts';
import { SerialConsole } from '../../src/machine/console.ts';
import type { Emulator } from '../../src/machine/emulator.ts';
import type { MachineFailure } from '../../src/machine/machine.ts';

/** A serial port on which bytes arrive one by one, and turns come when told. */
function serial(): {
  write(text: string): void;
  turn(): void;
  said: string[];
  ends: MachineFailure[];
} {
  const turns = new Emitter<void>();
  let take: (byte: number) => void = () => undefined;
  const emulator = {
    onTurn: turns.event,
    onBus: (_event: string, listener: (byte: number) => void) => (take = listener),
  };
  const console = new SerialConsole();
  console.attach(emulator as unknown as Emulator);
  const said: string[] = [];
  const ends: MachineFailure[] = [];
  console.onText((text) => said.push(text));
  console.onEnd((end) => ends.push(end));
  return {
    said,
    ends,
    turn: () => turns.fire(),
    write(text) {
      for (const byte of new TextEncoder().encode(text)) take(byte);
    },
  };
}

const panic = `Kernel panic - not syncing: sysrq triggered crash\r
CPU: 0 PID: 40 Comm: sh\r
---[ end Kernel panic - not syncing: sysrq triggered crash ]---\r
`;

describe('SerialConsole', () => {
  test('tells whole lines at once and the rest after the turn, characters unbroken', () => {
    const { said, write, turn } = serial();
    write('first\r\nsec');
    expect(said).toEqual(['first\r\n']);
    write('ond ü');
    turn();
    expect(said).toEqual(['first\r\n', 'second ü']);
  });

  test('tells a panic once, with the lines before it', () => {
    const { ends, write } = serial();
    write(`sysrq: Trigger a crash\r\n${panic}`);
    expect(ends).toEqual([
      { kind: 'panicked', text: `sysrq: Trigger a crash\n${panic.replaceAll('\r', '').trim()}` },
    ]);
  });

  test('tells a panic whose end never comes', async () => {
    const { ends, write } = serial();
    write('Kernel panic - not syncing: stuck\r\n');
    await expect.poll(() => ends.length, { timeout: 5000 }).toBe(1);
    expect(ends[0]?.kind).toBe('panicked');
  });

  test.each(['System halted', 'Power down', 'Restarting system'])('tells "%s"', (words) => {
    const { ends, write } = serial();
    write(`reboot: ${words}\r\n`);
    expect(ends).toEqual([{ kind: 'halted', text: `reboot: ${words}` }]);
  });
});
