// Frame types and payloads; src/guest/agent/protocol.h is the other copy and says what each carries.

export const protocolVersion = 3;
export const headerSize = 9;
export const payloadLimit = 65_536;
export const trailer = 0xfb;
export const moreFlag = 0x80;
export const nonceSize = 16;
export const entropySize = 32;
export const helloKeep = 1;

/** Bytes that may be under way before the agent gives credit back. */
export const batchWindow = 256 * 1024;
export const terminalInputWindow = 64 * 1024;
export const clientWindow = 256 * 1024;

/** On every channel. */
export const common = {
  hello: 0x01,
  ping: 0x02,
  greeted: 0x41,
  pong: 0x42,
  damaged: 0x43,
} as const;

export const rpc = {
  op: 0x10,
  data: 0x11,
  end: 0x12,
  result: 0x50,
  chunk: 0x51,
  ended: 0x52,
  credit: 0x53,
  clientData: 0x20,
  clientAck: 0x21,
  clientClose: 0x22,
  clientOpened: 0x60,
  clientBytes: 0x61,
  clientTaken: 0x62,
  clientClosed: 0x63,
  watch: 0x30,
  unwatch: 0x31,
  watched: 0x70,
  changed: 0x71,
} as const;

export const terms = {
  open: 0x10,
  input: 0x11,
  ack: 0x12,
  resize: 0x13,
  close: 0x14,
  opened: 0x50,
  output: 0x51,
  taken: 0x52,
  exited: 0x53,
} as const;

export const records = {
  look: 0x10,
  walk: 0x11,
  lookInside: 0x12,
  lookAtCgroup: 0x13,
  traceSwitch: 0x14,
  lookAtLayer: 0x15,
  traceFormats: 0x5a,
  tracePages: 0x50,
  process: 0x51,
  absent: 0x52,
  walkBegin: 0x53,
  walkEnd: 0x54,
  mounts: 0x55,
  hostname: 0x56,
  cgroup: 0x57,
  layer: 0x59,
  done: 0x58,
} as const;

export const operationCodes = {
  mkdir: 1,
  write: 2,
  read: 3,
  list: 4,
  stat: 5,
  readlink: 6,
  remove: 7,
  rename: 8,
  symlink: 9,
  link: 10,
  mknod: 11,
  chmod: 12,
  chown: 13,
  utimes: 14,
  setxattr: 15,
  getxattr: 16,
  mount: 17,
  umount: 18,
  kill: 19,
  statfs: 20,
  run: 21,
  dial: 22,
  network: 23,
} as const;
