// Docker's default seccomp profile as a classic BPF program (Documentation/userspace-api/seccomp_filter.rst): struct
// sock_filter { u16 code; u8 jt, jf; u32 k; }, run by the kernel at each system call over struct seccomp_data.
import { callsByNumber } from './seccomp-calls.ts';

const [load, jumpEqual, jumpAtLeast, jumpAnySet, answer] = [0x20, 0x15, 0x35, 0x45, 0x06];
const [allow, refuse, kill] = [0x7fff0000, 0x00050000, 0x80000000];
const [notPermitted, notImplemented] = [1, 38];
/** Offsets in struct seccomp_data. */
const [callNumber, architecture, firstArgument] = [0, 4, 16];
const i386 = 0x40000003;
/** All flags of clone(2) that make a namespace. */
const namespaceFlags = 0x7e020000;
/** Linux, Linux with 32-bit addresses, the same two for SVR4 programs, and the question which it is. */
const personalities = [0, 0x8, 0x20000, 0x20008, 0xffffffff];

interface Instruction {
  readonly code: number;
  readonly value: number;
  /** How many instructions to pass over, where the condition holds and where not. */
  readonly then?: number;
  readonly otherwise?: number;
}

type Program = readonly Instruction[];

const end = (value: number): Program => [{ code: answer, value }];
const fail = (errno: number): Program => end(refuse | errno);

/** The program in base64; what is not allowed fails with EPERM. */
export function compileFilter(allowed: ReadonlySet<string>): string {
  const program: Program = [
    { code: load, value: architecture },
    { code: jumpEqual, value: i386, then: 1 },
    ...end(kill),
    { code: load, value: callNumber },
    ...decide(ranges(allowed)),
  ];
  return encode(program);
}

interface Range {
  /** Its first call number; it ends where the next begins. */
  readonly from: number;
  readonly program: Program;
}

/** Neighbouring calls with the same fate, as one; numbers beyond the last are refused. */
function ranges(allowed: ReadonlySet<string>): Range[] {
  const all: Range[] = [];
  const open = end(allow);
  const closed = fail(notPermitted);
  for (const [from, name] of [...callsByNumber, ''].entries()) {
    const program = special(name, allowed) ?? (allowed.has(name) ? open : closed);
    if (all.at(-1)?.program !== program) all.push({ from, program });
  }
  return all;
}

/** Calls whose fate depends on more than their number. */
function special(name: string, allowed: ReadonlySet<string>): Program | null {
  if (name === 'personality') return ifPersonality;
  if (name === 'clone' && !allowed.has(name)) return ifNoNamespace;
  // Its flags are in memory, where no filter sees them: libraries then fall back to clone.
  return name === 'clone3' && !allowed.has(name) ? fail(notImplemented) : null;
}

const ifNoNamespace: Program = [
  { code: load, value: firstArgument },
  { code: jumpAnySet, value: namespaceFlags, otherwise: 1 },
  ...fail(notPermitted),
  ...end(allow),
];

const ifPersonality: Program = [
  { code: load, value: firstArgument },
  ...personalities.map((value, index) => ({
    code: jumpEqual,
    value,
    then: personalities.length - index,
  })),
  ...fail(notPermitted),
  ...end(allow),
];

/** A search by halves, so that no call costs more than a few comparisons. */
function decide(choices: readonly Range[]): Program {
  const [only] = choices;
  if (choices.length === 1 && only) return only.program;
  const half = Math.floor(choices.length / 2);
  const low = decide(choices.slice(0, half));
  const high = decide(choices.slice(half));
  const value = choices[half]?.from ?? 0;
  return [...branch(value, low.length), ...low, ...high];
}

const farthest = 255;

/** To the upper half, which begins after so many instructions; a far jump needs an instruction of its own. */
function branch(value: number, lower: number): Program {
  if (lower <= farthest) return [{ code: jumpAtLeast, value, then: lower }];
  return [
    { code: jumpAtLeast, value, otherwise: 1 },
    { code: 0x05, value: lower },
  ];
}

const size = 8;

function encode(program: Program): string {
  const view = new DataView(new ArrayBuffer(program.length * size));
  for (const [index, { code, value, then = 0, otherwise = 0 }] of program.entries()) {
    view.setUint16(index * size, code, true);
    view.setUint8(index * size + 2, then);
    view.setUint8(index * size + 3, otherwise);
    view.setUint32(index * size + 4, value, true);
  }
  return btoa(String.fromCharCode(...new Uint8Array(view.buffer)));
}
