import { Emitter } from '../base/events.ts';
import type { Emulator } from './emulator.ts';
import type { MachineFailure } from './machine.ts';

const keptLines = 60;
const lineLimit = 4096;
const panic = 'Kernel panic - not syncing';
const panicEnd = '---[ end Kernel panic';
const panicLimit = 1000; // ms to wait for the end of a panic's text
const halt = /reboot: (System halted|Power down|Restarting system)/;

/** The first serial port: text for people, and the kernel's last words. */
export class SerialConsole {
  readonly #text = new Emitter<string>();
  readonly #end = new Emitter<MachineFailure>();
  #decoder = new TextDecoder();
  #bytes: number[] = [];
  #line = '';
  #lines: string[] = [];
  #panicTimer: ReturnType<typeof setTimeout> | undefined;
  /** Text as it comes, in pieces of whole lines or of one turn. */
  readonly onText = this.#text.event;
  /** The kernel said that it ends. */
  readonly onEnd = this.#end.event;

  attach(emulator: Emulator): void {
    emulator.onBus<number>('serial0-output-byte', (byte) => {
      this.#bytes.push(byte);
      if (byte === 10 || this.#bytes.length >= lineLimit) this.#flush();
    });
    emulator.onTurn(() => this.#flush());
  }

  /** The last lines, oldest first. */
  tail(): string {
    return [...this.#lines, this.#line].join('\n').trim();
  }

  /** The guest was replaced: its old words are forgotten. */
  clear(): void {
    this.#decoder = new TextDecoder();
    this.#bytes = [];
    this.#line = '';
    this.#lines = [];
    clearTimeout(this.#panicTimer);
  }

  #flush(): void {
    if (this.#bytes.length === 0) return;
    const text = this.#decoder.decode(new Uint8Array(this.#bytes.splice(0)), { stream: true });
    this.#text.fire(text);
    const lines = (this.#line + text).split('\n');
    this.#line = (lines.pop() ?? '').slice(-lineLimit);
    for (const line of lines) this.#take(line.replace(/\r$/, ''));
  }

  #take(line: string): void {
    this.#lines = [...this.#lines.slice(1 - keptLines), line];
    if (line.includes(panicEnd)) this.#finish('panicked');
    else if (line.includes(panic)) {
      this.#panicTimer = setTimeout(() => this.#finish('panicked'), panicLimit);
    }
    if (halt.test(line)) this.#finish('halted');
  }

  #finish(kind: 'panicked' | 'halted'): void {
    clearTimeout(this.#panicTimer);
    this.#end.fire({ kind, text: this.tail() });
  }
}
