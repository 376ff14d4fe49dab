// v86's saved states (its src/state.js, version 6): a header of 16 bytes, JSON, then the buffers that the JSON names by number.
import { decodeText } from '../base/bytes.ts';
import { MemoryImage } from './memory-image.ts';

const magic = 0x86768676 | 0;
const version = 6;
const headerSize = 16;
const packedIndex = 77; // pages that are not zero, in cpu.get_state
const bitmapIndex = 78; // one bit a page

const constructors = {
  Uint8Array,
  Int8Array,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
};
type Constructors = typeof constructors;
type NumberArray = InstanceType<Constructors[keyof Constructors]>;

/** All of a machine but its memory: plain values, with buffers named by their index. */
export interface DeviceState {
  readonly json: string;
  readonly buffers: readonly Uint8Array[];
}

export interface SavedState {
  readonly devices: DeviceState;
  readonly memory: MemoryImage;
}

/** Bytes of the whole state, read from its header. */
export function stateLength(header: Uint8Array): number {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (header.length < headerSize || view.getInt32(0, true) !== magic) {
    throw new Error('Not a saved state of v86');
  }
  if (view.getInt32(4, true) !== version) {
    throw new Error(`Saved state has version ${view.getInt32(4, true)}, this v86 has ${version}`);
  }
  return view.getUint32(8, true);
}

/** Takes a saved state apart; the memory stays a view of `bytes`. */
export function parseState(bytes: Uint8Array<ArrayBuffer>): SavedState {
  if (stateLength(bytes) !== bytes.length) throw new Error('Saved state is truncated');
  const jsonLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(12, true);
  const json = decodeText(bytes.subarray(headerSize, headerSize + jsonLength));
  const start = align(headerSize + jsonLength);
  const { state, buffer_infos: places } = JSON.parse(json) as {
    state: unknown[];
    buffer_infos: readonly { offset: number; length: number }[];
  };
  const buffers = places.map(({ offset, length }) =>
    bytes.subarray(start + offset, start + offset + length),
  );
  const packed = buffers[bufferId(state[packedIndex])];
  const bitmap = buffers[bufferId(state[bitmapIndex])];
  if (!packed || !bitmap) throw new Error('Saved state has no memory');
  const few = buffers.map((each) =>
    each === packed || each === bitmap ? new Uint8Array(0) : each,
  );
  return {
    devices: { json: JSON.stringify(state), buffers: few.map((each) => each.slice()) },
    memory: new MemoryImage(packed, bitmap),
  };
}

/** Copies what `cpu.get_state` answers, which refers to the living devices. */
export function copyDevices(state: readonly unknown[]): DeviceState {
  const buffers: Uint8Array[] = [];
  const json = JSON.stringify(copyValue(state, buffers));
  return { json, buffers };
}

/** The argument of `cpu.set_state`, made anew each time because the devices keep parts of it. Its memory is empty. */
export function makeDevices(devices: DeviceState): unknown[] {
  return makeValue(JSON.parse(devices.json), devices.buffers) as unknown[];
}

function copyValue(value: unknown, buffers: Uint8Array[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => copyValue(each, buffers));
  if (value instanceof Map) {
    const args = [...value].map(([key, each]) => [
      copyValue(key, buffers),
      copyValue(each, buffers),
    ]);
    return { __state_type__: 'Map', args };
  }
  if ('BYTES_PER_ELEMENT' in value || isProxied(value)) return copyArray(value, buffers);
  const state = (value as { get_state(): unknown[] }).get_state();
  return Array.from(state, (each) => copyValue(each, buffers));
}

/** v86's views of its own memory are proxies, for which `in` does not work. */
function isProxied(value: object): boolean {
  return (value as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT !== undefined;
}

function copyArray(value: object, buffers: Uint8Array[]): unknown {
  const array = value as NumberArray;
  const bytes = new Uint8Array(
    array.buffer,
    array.byteOffset,
    array.length * array.BYTES_PER_ELEMENT,
  ).slice();
  const name = array.constructor.name.replace('bound ', '');
  return { __state_type__: name, buffer_id: buffers.push(bytes) - 1 };
}

function makeValue(value: unknown, buffers: readonly Uint8Array[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => makeValue(each, buffers));
  const { __state_type__: type, args, buffer_id: id } = value as Tagged;
  if (type === 'Map') return new Map(makeValue(args, buffers) as [unknown, unknown][]);
  const bytes = buffers[id];
  if (!bytes || !(type in constructors))
    throw new Error(`Saved state has an unknown value: ${type}`);
  return new constructors[type](bytes.slice().buffer);
}

interface Tagged {
  readonly __state_type__: keyof Constructors | 'Map';
  readonly args: unknown;
  readonly buffer_id: number;
}

function bufferId(value: unknown): number {
  return (value as Tagged | null)?.buffer_id ?? -1;
}

function align(offset: number): number {
  return (offset + 3) & ~3;
}
