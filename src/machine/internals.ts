// The parts of v86 0.5.462 that are read or patched from outside, by the names its release build keeps.

export interface VirtQueue {
  is_configured(): unknown;
  has_request(): boolean;
}

export interface VirtioConsole {
  readonly virtio: { readonly queues: readonly VirtQueue[] };
  SendEvent(port: number, event: number, value: number): void;
  SendName(port: number, name: string): void;
}

export interface Ports {
  register_read(port: number, device: object, read: () => number): void;
  register_write(port: number, device: object, write: (byte: number) => void): void;
}

export interface Cpu {
  readonly io: Ports;
  readonly wasm_memory: WebAssembly.Memory;
  /** A proxy: take `byteOffset` and `length` only. */
  readonly mem8: Uint8Array;
  readonly current_tsc: Uint32Array;
  readonly instruction_counter: Uint32Array;
  readonly devices: { readonly virtio_console: VirtioConsole };
  store_current_tsc(): void;
  set_tsc(low: number, high: number): void;
  set_jit_config(index: number, value: number): void;
  is_memory_zeroed(address: number, length: number): number;
  get_state(): unknown[];
  set_state(state: readonly unknown[]): void;
  pack_memory(): PackedMemory;
  unpack_memory(bitmap: unknown, packed: Uint8Array): void;
  jit_clear_cache(): void;
  jit_dirty_cache(start: number, end: number): void;
  reboot_internal(): void;
  zstd_create_ctx(length: number): number;
  zstd_get_src_ptr(context: number): number;
  zstd_read(context: number, length: number): number;
  zstd_read_free(pointer: number, length: number): void;
  zstd_free_ctx(context: number): void;
}

/** `bitmap` has a bit for each page of 4096 bytes that is not zero; `packed_memory` holds those pages. */
export interface PackedMemory {
  readonly bitmap: { get_buffer(): ArrayBuffer };
  readonly packed_memory: Uint8Array;
}

/** v86's own main loop. */
export interface Core {
  readonly cpu: Cpu;
  running: boolean;
  stopping: boolean;
  tick_counter: number;
  run(): void;
  next_tick(ms: number): void;
  yield(ms: number, tick: number): void;
  yield_callback(tick: number): void;
  save_state(): ArrayBuffer;
}

export interface TcpPacket {
  readonly tcp: { readonly fin?: boolean; readonly seq: number };
  readonly tcp_data: Uint8Array;
}

export interface TcpConnection {
  ack: number;
  process(packet: TcpPacket): void;
  on(event: string, listener: (value: Uint8Array) => void): void;
}

export interface NetworkAdapter {
  connect(port: number): TcpConnection;
  fetch(url: string, options: object): Promise<Response>;
}

export interface Starter {
  readonly v86: Core;
  cpu_is_running: boolean;
  readonly network_adapter: NetworkAdapter;
  readonly bus: { send(event: string, value: unknown): void };
  add_listener(event: string, listener: (value: never) => void): void;
  destroy(): Promise<void>;
}

export type StarterClass = new (options: object) => Starter;
