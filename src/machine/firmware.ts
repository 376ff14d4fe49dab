import { Emitter } from '../base/events.ts';
import type { Cpu } from './internals.ts';

/** SeaBIOS writes what it does to this port, where reading it answers so (docs/Debugging.md in SeaBIOS's source). */
const debugPort = 0x402;
const present = 0xe9;
const lineEnd = 10;
const lineLimit = 400;

/** What the firmware says while it starts the machine. */
export class FirmwareConsole {
  readonly #lines = new Emitter<string>();
  #line = '';
  readonly onLine = this.#lines.event;

  attach({ io }: Cpu): void {
    io.register_read(debugPort, this, () => present);
    io.register_write(debugPort, this, (byte) => this.#take(byte));
  }

  #take(byte: number): void {
    if (byte !== lineEnd) {
      if (this.#line.length < lineLimit) this.#line += String.fromCharCode(byte);
      return;
    }
    const line = this.#line.trimEnd();
    this.#line = '';
    if (line !== '') this.#lines.fire(line);
  }
}
