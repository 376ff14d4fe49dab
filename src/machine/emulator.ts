import { Disposables } from '../base/disposal.ts';
import { Emitter } from '../base/events.ts';
import type { Event } from '../base/events.ts';
import type { Core, Cpu, Starter, TcpConnection } from './internals.ts';
import { hardware } from './options.ts';
import { patchConnect, patchFin } from './patches/fin.ts';
import { patchJitConfig } from './patches/jit-config.ts';
import { patchFetch } from './patches/no-way-out.ts';
import { patchRawPorts } from './patches/raw-ports.ts';
import { patchTsc, readTsc, writeTsc } from './patches/tsc.ts';
import { importV86, patchYield } from './patches/yield.ts';
import { Room } from './room.ts';

/** One v86 with its patches. It does not run until `run`. */
export class Emulator {
  readonly core: Core;
  readonly cpu: Cpu;
  readonly onTurn: Event<void>;
  readonly onThrown: Event<unknown>;
  /** The guest asked the hardware for a restart; it does not get one. */
  readonly onRestart: Event<void>;
  readonly #turn = new Emitter<void>();
  readonly #thrown = new Emitter<unknown>();
  readonly #restart = new Emitter<void>();
  readonly #starter: Starter;
  readonly #stops = new Disposables();
  readonly #room = new Room();
  #frozenAt: bigint | null = null;
  #instructions = 0;
  #counter = 0;

  constructor(starter: Starter) {
    this.#starter = starter;
    this.core = starter.v86;
    this.cpu = starter.v86.cpu;
    this.onTurn = this.#turn.event;
    this.onThrown = this.#thrown.event;
    this.onRestart = this.#restart.event;
    patchTsc(this.cpu);
    patchJitConfig(this.cpu);
    patchRawPorts(this.cpu.devices.virtio_console);
    patchFetch(starter.network_adapter);
    patchConnect(starter.network_adapter);
    starter.add_listener('tcp-connection', (connection: TcpConnection) => patchFin(connection));
    this.cpu.reboot_internal = () => this.#restart.fire();
    this.#stops.add(
      patchYield(this.core, {
        wait: () => this.#room.wait(),
        after: () => this.#afterTurn(),
        threw: (error) => this.#thrown.fire(error),
      }),
    );
  }

  get running(): boolean {
    return this.core.running;
  }

  /** Runs the guest. Its clock goes on from where `freeze` left it. */
  run(): void {
    if (this.core.running) return;
    if (this.#frozenAt !== null) writeTsc(this.cpu, this.#frozenAt);
    this.#frozenAt = null;
    this.core.run();
  }

  /** Leaves a part of the processor to others for so many milliseconds. The guest's clock goes on. */
  makeRoom(ms: number): void {
    this.#room.make(ms);
  }

  /** Stops the guest at once, its clock included. */
  freeze(): void {
    if (!this.core.running) return;
    this.core.running = false;
    this.core.tick_counter++; // the turn that is already asked for will not take place
    this.#frozenAt = readTsc(this.cpu);
  }

  /** Looks at the guest's state; its clock reads the same when a frozen guest is looked at twice. */
  still<T>(look: () => T): T {
    if (this.#frozenAt !== null) writeTsc(this.cpu, this.#frozenAt);
    return look();
  }

  /** Replaces the guest's state by what `write` sets, clock included; the guest is frozen afterwards. */
  replace(write: () => void): void {
    this.freeze();
    write();
    this.#frozenAt = readTsc(this.cpu);
  }

  instructions(): number {
    const counter = this.cpu.instruction_counter[0] ?? 0;
    this.#instructions += (counter - this.#counter) >>> 0;
    this.#counter = counter;
    return this.#instructions;
  }

  onBus<T>(event: string, listener: (value: T) => void): void {
    this.#starter.add_listener(event, listener as (value: never) => void);
  }

  sendBus(event: string, value: unknown): void {
    this.#starter.bus.send(event, value);
  }

  async destroy(): Promise<void> {
    this.freeze();
    this.#stops.dispose();
    this.#starter.cpu_is_running = false; // else it waits for a turn that will not come
    await this.#starter.destroy();
  }

  #afterTurn(): void {
    this.instructions(); // the counter has 32 bits and wraps within seconds
    this.#turn.fire();
  }
}

/** Makes an emulator from v86's wasm, with the hardware of `options.ts` and what the boot adds to it. */
export async function makeEmulator(
  wasm: WebAssembly.Module,
  extra: object = {},
): Promise<Emulator> {
  const V86 = await importV86();
  return new Promise((resolve, reject) => {
    const instantiate = async (imports: WebAssembly.Imports): Promise<WebAssembly.Exports> => {
      try {
        return (await WebAssembly.instantiate(wasm, imports)).exports;
      } catch (error) {
        reject(new Error('Cannot start the emulator', { cause: error }));
        throw error;
      }
    };
    const starter = new V86({ ...hardware, wasm_fn: instantiate, ...extra });
    starter.add_listener('emulator-loaded', () => resolve(new Emulator(starter)));
  });
}
