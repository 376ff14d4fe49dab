import { concatBytes } from '../base/bytes.ts';
import type { Cpu } from './internals.ts';
import { stateLength } from './state.ts';

/** Compresses in small pieces, each in a turn of its own: the emulator, which lives in the same thread, is not held up. */
export async function deflateSlowly(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new CompressionStream('deflate-raw');
  const packed = readAll(stream.readable.getReader());
  const writer = stream.writable.getWriter();
  for (let at = 0; at < bytes.length; at += slowPiece) {
    await writer.write(bytes.subarray(at, at + slowPiece));
    await new Promise((resolve) => setTimeout(resolve));
  }
  await writer.close();
  return packed;
}

const slowPiece = 64 * 1024;

export function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return pipe(bytes, new DecompressionStream('deflate-raw'));
}

export function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return pipe(bytes, new DecompressionStream('gzip'));
}

/** Unpacks a zstd-compressed state with the decoder inside v86: browsers have none. */
export function unpackState(cpu: Cpu, packed: Uint8Array): Uint8Array<ArrayBuffer> {
  const context = cpu.zstd_create_ctx(packed.length);
  try {
    const source = cpu.zstd_get_src_ptr(context) >>> 0;
    new Uint8Array(cpu.wasm_memory.buffer, source, packed.length).set(packed);
    const header = readZstd(cpu, context, headerSize);
    const state = new Uint8Array(stateLength(header));
    state.set(header);
    for (let at = headerSize; at < state.length;) {
      const piece = readZstd(cpu, context, Math.min(pieceSize, state.length - at));
      state.set(piece, at);
      at += piece.length;
    }
    return state;
  } finally {
    cpu.zstd_free_ctx(context);
  }
}

const headerSize = 16;
const pieceSize = 1024 * 1024;

function readZstd(cpu: Cpu, context: number, length: number): Uint8Array {
  const pointer = cpu.zstd_read(context, length);
  const bytes = new Uint8Array(cpu.wasm_memory.buffer, pointer >>> 0, length).slice();
  cpu.zstd_read_free(pointer, length);
  return bytes;
}

function pipe(
  bytes: Uint8Array<ArrayBuffer>,
  through: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  return readAll(new Blob([bytes]).stream().pipeThrough(through).getReader());
}

async function readAll(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return concatBytes(chunks);
    chunks.push(value);
  }
}
