import type {
  Entry,
  Errno,
  FileType,
  Operation,
  OperationResults,
  ProgramSpec,
  Stat,
} from './agent.ts';
import { operationCodes, payloadLimit, rpc } from './protocol.ts';
import { WireReader, WireWriter } from './wire.ts';

/** One frame of a batch, without its id. */
export interface BatchFrame {
  readonly type: number;
  readonly payload: Uint8Array;
}

const keepGoingFlag = 1;
const appendFlag = 1;
const exclusiveFlag = 2;
const lendsStdin = 1;
const lendsStdout = 2;
const defaultOutputLimit = 16 * 1024 * 1024;
const wholeFile = 0xffff_ffff_ffff_ffffn;

type Encoders = {
  [K in Operation['op']]: (to: WireWriter, operation: Extract<Operation, { op: K }>) => WireWriter;
};

/** Arguments as the kernel wants them; what is left out gets the value a shell would use. */
const encoders: Encoders = {
  mkdir: (to, { path, mode = 0o755, parents = false }) =>
    to.text(path).u32(mode).u8(Number(parents)),
  write: (to, { path, data, mode = 0o644, append = false, exclusive = false }) =>
    to
      .text(path)
      .u32(mode)
      .u8((append ? appendFlag : 0) | (exclusive ? exclusiveFlag : 0))
      .u32(data.length),
  read: (to, { path, offset = 0, length }) =>
    to
      .text(path)
      .u64(BigInt(offset))
      .u64(length === undefined ? wholeFile : BigInt(length)),
  list: (to, { path }) => to.text(path),
  stat: (to, { path, follow = false }) => to.text(path).u8(Number(follow)),
  readlink: (to, { path }) => to.text(path),
  remove: (to, { path, recursive = false }) => to.text(path).u8(Number(recursive)),
  rename: (to, { from, to: goal }) => to.text(from).text(goal),
  symlink: (to, { target, path }) => to.text(target).text(path),
  link: (to, { target, path }) => to.text(target).text(path),
  mknod: (to, { path, mode, major, minor }) => to.text(path).u32(mode).u32(major).u32(minor),
  chmod: (to, { path, mode }) => to.text(path).u32(mode),
  chown: (to, { path, uid, gid }) => to.text(path).u32(uid).u32(gid),
  utimes: (to, { path, mtime }) => to.text(path).f64(mtime),
  setxattr: (to, { path, name, value }) => to.text(path).text(name).raw(value),
  getxattr: (to, { path, name }) => to.text(path).text(name),
  mount: (to, { source, target, type, flags = 0, data = '' }) =>
    to.text(source).text(target).text(type).u32(flags).text(data),
  umount: (to, { target, flags = 0 }) => to.text(target).u32(flags),
  kill: (to, { pid, signal }) => to.u32(pid).u32(signal),
  statfs: (to, { path }) => to.text(path),
  run: (to, { timeout = 0, limit = defaultOutputLimit, cwd = '/', stdin, lent, ...program }) =>
    encodeProgram(to.u32(timeout).u32(limit).text(cwd), program)
      .u32(lent?.client ?? 0)
      .u8((lent?.stdin ? lendsStdin : 0) | (lent?.stdout ? lendsStdout : 0))
      .u32(stdin?.length ?? 0),
  dial: (to, { address, data, timeout = 0, limit = defaultOutputLimit }) =>
    to.text(address).u32(timeout).u32(limit).u32(data.length),
  network: (to, { path, others }) => to.text(path).list(others),
};

/** argv and environment, as programs and terminals share them. */
export function encodeProgram(
  to: WireWriter,
  { argv, env }: Pick<ProgramSpec, 'argv' | 'env'>,
): WireWriter {
  to.list(argv).u8(Number(env !== undefined));
  return env ? to.list(env) : to;
}

function trailingData(operation: Operation): Uint8Array {
  if (operation.op === 'write' || operation.op === 'dial') return operation.data;
  if (operation.op === 'run') return operation.stdin ?? new Uint8Array();
  return new Uint8Array();
}

/** The frames that ask for an operation: one, and more where it carries more data than fits. */
export function* framesOf(operation: Operation, keepGoing: boolean): Generator<BatchFrame> {
  const head = new WireWriter().u8(keepGoing ? keepGoingFlag : 0).u8(operationCodes[operation.op]);
  const encode = encoders[operation.op] as (to: WireWriter, operation: Operation) => WireWriter;
  const frame = encode(head, operation).bytes();
  const data = trailingData(operation);
  let at = Math.min(data.length, Math.max(0, payloadLimit - frame.length));
  const first = data.subarray(0, at);
  yield {
    type: rpc.op,
    payload: first.length ? new WireWriter().raw(frame).raw(first).bytes() : frame,
  };
  for (; at < data.length; at += payloadLimit)
    yield { type: rpc.data, payload: data.subarray(at, at + payloadLimit) };
}

const fileTypes = new Map<number, FileType>([
  [0o100, 'file'],
  [0o040, 'directory'],
  [0o120, 'symlink'],
  [0o020, 'char'],
  [0o060, 'block'],
  [0o010, 'fifo'],
  [0o140, 'socket'],
]);

function decodeStat(from: WireReader): Stat {
  const mode = from.u32();
  return {
    type: fileTypes.get((mode >> 9) & 0o170) ?? 'file',
    mode: mode & 0o7777,
    uid: from.u32(),
    gid: from.u32(),
    size: Number(from.u64()),
    links: from.u32(),
    inode: Number(from.u64()),
    mtime: from.f64(),
    rdev: [from.u32(), from.u32()],
  };
}

function decodeEntries(from: WireReader): Entry[] {
  const entries: Entry[] = [];
  while (from.left) {
    const name = from.text();
    const stat = decodeStat(from);
    const target = from.text();
    entries.push(stat.type === 'symlink' ? { name, ...stat, target } : { name, ...stat });
  }
  return entries;
}

/** What came back for one operation: the value of its result, and the streams before it. */
export interface Answer {
  readonly value: WireReader;
  readonly data: Uint8Array;
  readonly errors: Uint8Array;
}

type Decoders = { [K in Operation['op']]?: (answer: Answer) => OperationResults[K] };

const decoders: Decoders = {
  read: ({ data }) => data,
  list: ({ data }) => decodeEntries(new WireReader(data)),
  stat: ({ value }) => decodeStat(value),
  readlink: ({ value }) => new TextDecoder().decode(value.raw()),
  getxattr: ({ value }) => value.raw().slice(),
  dial: ({ data }) => data,
  network: ({ data }) => new TextDecoder().decode(data),
  statfs: ({ value }) => ({
    total: value.f64(),
    free: value.f64(),
    files: value.f64(),
    filesFree: value.f64(),
  }),
  run: ({ value, data, errors }) => ({
    exit: value.u32(),
    stdout: data,
    stderr: errors,
    truncated: value.u8() === 1,
  }),
};

/** The value of a finished operation; null where success says all. */
export function decodeAnswer(
  op: Operation['op'],
  answer: Answer,
): OperationResults[Operation['op']] {
  return decoders[op]?.(answer) ?? null;
}

/** "mkdir /a" for messages. */
export function describeOperation(operation: Operation): string {
  switch (operation.op) {
    case 'rename':
      return `rename ${operation.from} to ${operation.to}`;
    case 'mount':
    case 'umount':
      return `${operation.op} ${operation.target}`;
    case 'kill':
      return `kill ${operation.pid}`;
    case 'run':
      return `run ${operation.argv[0] ?? 'nothing'}`;
    case 'dial':
      return `dial ${operation.address}`;
    case 'network':
      return `ask network namespace ${operation.path}`;
    default:
      return `${operation.op} ${operation.path}`;
  }
}

/** The sentence for an operation that failed. */
export function failureText(operation: Operation, errno: { name: Errno; text: string }): string {
  return `Cannot ${describeOperation(operation)}: ${errno.text}`;
}
