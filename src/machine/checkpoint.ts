import { concatBytes } from '../base/bytes.ts';
import { deflate, inflate } from './compression.ts';
import type { PageDelta } from './memory-image.ts';
import type { DeviceState } from './state.ts';

/** A machine as it was at one moment, against the memory of the built snapshot. */
export interface Moment {
  readonly devices: DeviceState;
  readonly delta: PageDelta;
}

/** A moment in few bytes; structured-clone safe. */
export interface PackedMoment {
  readonly json: string;
  /** Bytes of each part in `data`, uncompressed: page numbers, page words, then the devices' buffers. */
  readonly lengths: readonly number[];
  readonly data: Uint8Array<ArrayBuffer>;
}

export async function packMoment({ devices, delta }: Moment): Promise<PackedMoment> {
  const parts = [bytesOf(delta.pages), bytesOf(delta.words), ...devices.buffers];
  return {
    json: devices.json,
    lengths: parts.map((part) => part.length),
    data: await deflate(concatBytes(parts)),
  };
}

export async function unpackMoment({ json, lengths, data }: PackedMoment): Promise<Moment> {
  const whole = await inflate(data);
  let at = 0;
  const parts = lengths.map((length) => whole.slice(at, (at += length)));
  if (at !== whole.length) throw new Error('Checkpoint is damaged');
  const [pages, words, ...buffers] = parts;
  return {
    devices: { json, buffers },
    delta: { pages: wordsOf(pages), words: wordsOf(words) },
  };
}

/** Bytes that a packed moment holds in memory. */
export function momentSize({ json, data }: PackedMoment): number {
  return json.length + data.length;
}

function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}

function wordsOf(bytes: Uint8Array<ArrayBuffer> | undefined): Uint32Array {
  return new Uint32Array(bytes?.buffer ?? new ArrayBuffer(0));
}
