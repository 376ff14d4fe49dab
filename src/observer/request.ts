import { cloneFlagNames, mountFlagNames, umountFlagNames } from './flags.ts';

type Arguments = ReadonlyMap<string, number>;

/** How to say each call's arguments; what only points to the caller's memory is left out, the trace does not hold it. */
const decoders: Readonly<Record<string, (given: Arguments) => string[]>> = {
  unshare: (given) => cloneFlagNames(given.get('unshare_flags') ?? 0),
  setns: (given) => [`fd ${numberOf(given, 'fd')}`, ...cloneFlagNames(given.get('flags') ?? 0)],
  clone: (given) => cloneFlagNames((given.get('clone_flags') ?? 0) & ~0xff),
  mount: (given) => mountFlagNames(given.get('flags') ?? 0),
  umount: (given) => umountFlagNames(given.get('flags') ?? 0),
  sethostname: (given) => [`${numberOf(given, 'len')} bytes`],
};

function numberOf(given: Arguments, name: string): string {
  return String(given.get(name) ?? '?');
}

/** The arguments of a system call in words. */
export function decodeArguments(call: string, given: Arguments): readonly string[] {
  return decoders[call]?.(given) ?? [];
}

/** Operations of socketcall(2), through which 32-bit programs ask for all that has to do with sockets. */
const socketCalls = new Map([
  [2, 'bind'],
  [4, 'listen'],
]);

/** The name of what is asked for. */
export function nameOf(call: string, given: Arguments): string {
  return (call === 'socketcall' && socketCalls.get(given.get('call') ?? 0)) || call;
}
