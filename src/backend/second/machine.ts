import type { Agent } from '../../agent/agent.ts';
import { createAgent } from '../../agent/client.ts';
import { Emitter, type Stop } from '../../base/events.ts';
import { bootMachine, type BootedMachine, type BootFiles } from '../../machine/boot.ts';
import type { MachineFailure } from '../../machine/machine.ts';
import type { MachineFacts } from '../../world/event.ts';
import type { Clock } from '../clock.ts';
import { BootLog } from './boot-log.ts';
import { readInside } from './inside.ts';
import { offMachine } from './off.ts';
import { Stopwatch } from './stopwatch.ts';

export interface SecondParts {
  readonly clock: Clock;
  /** Brings kernel, root file system, firmware and emulator. */
  fetchFiles(): Promise<BootFiles>;
  readonly wallNow: () => number;
  readonly random: (bytes: number) => Uint8Array;
}

/** Lines come in bursts: the row is told this often, ms, and at every stage. */
const tellEvery = 100;
/** How often the running machine's kernel is asked for its memory, ms. */
const readEvery = 2000;
/** A boot takes seconds; a machine that has not answered by then never will, ms. */
const bootLimit = 180_000;
/** What its PID 1 says when it can be talked to. */
const readyWords = 'fishbowl-agent: ready';

/** A second emulated computer: not restored but started from power on, told as a row whenever it changes. */
export class SecondMachine {
  readonly #parts: SecondParts;
  readonly #changed = new Emitter<MachineFacts>();
  readonly #log = new BootLog();
  readonly #watch: Stopwatch;
  #row: MachineFacts = { ...offMachine, status: 'fetching' };
  #machine: BootedMachine | null = null;
  #agent: Agent | null = null;
  #telling: Stop | null = null;
  #timer: Stop = () => undefined;
  readonly onChanged = this.#changed.event;

  constructor(parts: SecondParts) {
    this.#parts = parts;
    this.#watch = new Stopwatch(() => parts.clock.now());
  }

  /** Resolves when PID 1 has answered, or the boot has failed; the row says which. */
  async boot(): Promise<void> {
    this.#tell({});
    try {
      const files = await this.#parts.fetchFiles();
      const disk = { kernel: files.kernel.length, root: files.initrd.length };
      this.#machine = await bootMachine(files);
      this.#watch.start();
      this.#tell({ status: 'booting', disk });
      await this.#comeUp(this.#machine);
    } catch (error) {
      await this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  async shutdown(): Promise<void> {
    const inside = this.#row.inside;
    await this.#end();
    this.#tell({ status: 'off', inside });
  }

  pause(): void {
    this.#watch.pause();
    this.#machine?.pause();
  }

  resume(): void {
    this.#watch.resume();
    this.#machine?.resume();
  }

  /** Hears what the machine says until its PID 1 can be asked, and asks it. */
  #comeUp(machine: BootedMachine): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = (): void => reject(new Error('Its PID 1 has not answered'));
      this.#timer = this.#parts.clock.after(bootLimit, late);
      machine.onFailed((failure) => {
        const error = new Error(wordsOf(failure));
        if (this.#agent) void this.#fail(error.message);
        reject(error);
      });
      machine.onFirmware((line) => {
        this.#log.takeFirmware(line, this.#watch.now());
        this.#tellSoon();
      });
      machine.onConsole((text) => {
        const lines = this.#log.takeConsole(text, this.#watch.now());
        if (lines.length > 0) this.#tellSoon();
        if (lines.some((line) => line.includes(readyWords)))
          this.#greet(machine).then(resolve, reject);
      });
    });
  }

  async #greet(machine: BootedMachine): Promise<void> {
    const channels = {
      rpc: machine.channel('fishbowl.rpc'),
      records: machine.channel('fishbowl.records'),
      terms: machine.channel('fishbowl.terms'),
    };
    const { wallNow: now, random } = this.#parts;
    const agent = createAgent({ channels, now, random });
    await agent.greet();
    await agent.trace(false); // nobody watches its kernel
    const ms = this.#watch.now();
    const inside = await readInside(agent);
    const name = inside.evidence.find(({ path }) => path === '/proc/1/comm')?.text.trim() ?? '';
    this.#log.takeAnswer(`PID 1 answers: ${name}`, ms);
    this.#agent = agent;
    this.#timer();
    this.#tell({ status: 'running', inside });
    this.#readLater(agent);
  }

  #readLater(agent: Agent): void {
    this.#timer = this.#parts.clock.after(readEvery, () => {
      readInside(agent).then(
        (inside) => {
          if (agent !== this.#agent) return;
          const { used, processes } = this.#row.inside ?? {};
          if (used !== inside.used || processes !== inside.processes) this.#tell({ inside });
          this.#readLater(agent);
        },
        (error: unknown) => void this.#fail(String(error)),
      );
    });
  }

  #tellSoon(): void {
    if (this.#log.stages.length > this.#row.stages.length) return this.#tell({});
    this.#telling ??= this.#parts.clock.after(tellEvery, () => this.#tell({}));
  }

  #tell(change: Partial<MachineFacts>): void {
    this.#telling?.();
    this.#telling = null;
    const { stages, lines } = this.#log;
    this.#row = { ...this.#row, stages, lines, elapsed: this.#watch.now(), ...change };
    this.#changed.fire(this.#row);
  }

  async #fail(problem: string): Promise<void> {
    await this.#end();
    this.#tell({ status: 'failed', problem });
  }

  async #end(): Promise<void> {
    const machine = this.#machine;
    this.#machine = null;
    this.#agent = null;
    this.#timer();
    this.#telling?.();
    this.#telling = null;
    await machine?.shutdown();
  }
}

function wordsOf(failure: MachineFailure): string {
  if (failure.kind === 'panicked') return 'Its kernel panicked';
  return failure.kind === 'halted' ? 'It was switched off from inside' : 'Its emulator stopped';
}
