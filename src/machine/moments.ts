import type { Cpu } from './internals.ts';
import type { MemoryImage } from './memory-image.ts';
import { deflateSlowly, inflate } from './compression.ts';
import { concatBytes } from '../base/bytes.ts';
import { Emitter } from '../base/events.ts';
import { Queue } from '../base/queue.ts';
import { emptyTable, PageStore, type PageTable } from './page-store.ts';
import { readDevices } from './patches/own-memory.ts';
import type { DeviceState } from './state.ts';

interface Moment {
  readonly memory: PageTable;
  devices: DeviceState | PackedDevices;
}

/** What makes a machine another one. */
export interface Way {
  readonly devices: DeviceState;
  readonly writeMemory: () => void;
}

/** All of a machine but its memory, compressed. */
interface PackedDevices {
  readonly json: string;
  /** Bytes of each buffer in `data`, uncompressed. */
  readonly lengths: readonly number[];
  readonly data: Uint8Array<ArrayBuffer>;
}

/** The machine as it was at many moments, held in little memory. Only `take` stops the guest; compressing comes later and bit by bit. */
export class Moments {
  readonly #store: PageStore;
  readonly #moments = new Map<number, Moment>();
  readonly #tidying = new Queue();
  readonly #bytes = new Emitter<number>();
  /** The moment that the guest's memory last equalled. */
  #near: PageTable = emptyTable;
  #last = 0;
  /** With the bytes held, whenever they have settled. */
  readonly onBytes = this.#bytes.event;

  constructor(image: MemoryImage) {
    this.#store = new PageStore(image);
  }

  /** Bytes held. */
  get bytes(): number {
    let bytes = this.#store.bytes;
    for (const { memory, devices } of this.#moments.values()) {
      bytes += memory.pages.byteLength + memory.contents.byteLength + sizeOf(devices);
    }
    return bytes;
  }

  /** Holds the machine as it is now. Answers the moment's number, and how many pages are new in it. */
  take(cpu: Cpu): { id: number; pages: number } {
    const devices = readDevices(cpu);
    const { table, fresh } = this.#store.take(cpu, this.#near);
    this.#near = table;
    this.#moments.set(++this.#last, { memory: table, devices });
    void this.tidy();
    return { id: this.#last, pages: fresh };
  }

  has(id: number): boolean {
    return this.#moments.has(id);
  }

  /** The way back to a moment, for a guest that does not run until `writeMemory` was called. */
  async recall(cpu: Cpu, id: number): Promise<Way> {
    const moment = this.#moments.get(id);
    if (!moment) throw new Error('This checkpoint is no longer held');
    const devices = await unpackDevices(moment.devices);
    return { devices, writeMemory: await this.#wayTo(cpu, moment.memory) };
  }

  /** The way back to the image's memory. */
  recallImage(cpu: Cpu): Promise<() => void> {
    return this.#wayTo(cpu, emptyTable);
  }

  async #wayTo(cpu: Cpu, memory: PageTable): Promise<() => void> {
    const write = await this.#store.prepare(cpu, memory);
    return () => {
      write();
      this.#near = memory;
    };
  }

  forget(id: number): void {
    const moment = this.#moments.get(id);
    if (!moment) return;
    this.#moments.delete(id);
    this.#store.drop(moment.memory);
    void this.tidy();
  }

  /** Resolves when all that is held is compressed. */
  tidy(): Promise<void> {
    return this.#tidying.run(async () => {
      for (const moment of this.#moments.values())
        moment.devices = await packDevices(moment.devices);
      await this.#store.tidy();
      this.#bytes.fire(this.bytes);
    });
  }
}

function sizeOf(devices: DeviceState | PackedDevices): number {
  if ('data' in devices) return devices.json.length + devices.data.length;
  return devices.buffers.reduce((sum, { length }) => sum + length, devices.json.length);
}

async function packDevices(devices: DeviceState | PackedDevices): Promise<PackedDevices> {
  if ('data' in devices) return devices;
  const { json, buffers } = devices;
  return {
    json,
    lengths: buffers.map(({ length }) => length),
    data: await deflateSlowly(concatBytes(buffers)),
  };
}

async function unpackDevices(devices: DeviceState | PackedDevices): Promise<DeviceState> {
  if ('buffers' in devices) return devices;
  const whole = await inflate(devices.data);
  let at = 0;
  const buffers = devices.lengths.map((length) => whole.slice(at, (at += length)));
  return { json: devices.json, buffers };
}
