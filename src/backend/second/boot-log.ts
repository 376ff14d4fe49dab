import type { BootLine, BootStage, BootStageName, Millis } from '../../world/model.ts';

const kept = 12;
const lineLimit = 160;

/** What a machine says while it starts, and which part of its boot each line begins. */
export class BootLog {
  #stages: BootStage[] = [];
  #lines: BootLine[] = [];
  #rest = '';

  get stages(): readonly BootStage[] {
    return [...this.#stages];
  }

  /** The last ones, newest last. */
  get lines(): readonly BootLine[] {
    return [...this.#lines];
  }

  takeFirmware(text: string, ms: Millis): void {
    this.#begin('firmware', { ms, text });
    this.#keep({ ms, text });
  }

  /** Text of the serial console, in whatever pieces it comes. Answers its whole lines. */
  takeConsole(text: string, ms: Millis): readonly string[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    const whole = lines.map((line) => line.trimEnd()).filter((line) => line !== '');
    for (const line of whole) this.#takeLine({ ms, text: line });
    return whole;
  }

  /** PID 1 has answered. */
  takeAnswer(text: string, ms: Millis): void {
    this.#begin('ready', { ms, text });
  }

  #takeLine(line: BootLine): void {
    const handedOver = this.#lines.at(-1);
    this.#keep(line);
    // It says nothing while it unpacks itself: the kernel has had the machine since the firmware's last word.
    if (/\bLinux version \d/.test(line.text))
      this.#begin('kernel', { ...line, ms: handedOver?.ms ?? line.ms });
    if (/\bRun \S+ as init process/.test(line.text)) this.#begin('init', line);
  }

  #begin(name: BootStageName, line: BootLine): void {
    if (this.#stages.some((stage) => stage.name === name)) return;
    this.#stages.push({ name, ms: line.ms, text: line.text.slice(0, lineLimit) });
  }

  #keep({ ms, text }: BootLine): void {
    this.#lines = [...this.#lines.slice(1 - kept), { ms, text: text.slice(0, lineLimit) }];
  }
}
