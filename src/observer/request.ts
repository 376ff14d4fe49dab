import { cloneFlagNames, mountFlagNames, treeFlagNames, umountFlagNames } from './flags.ts';
import type { Values } from './trace.ts';

/** How to say each call's arguments; what only points to the caller's memory is left out, the trace does not hold it. */
const decoders: Readonly<Record<string, (given: Values) => string[]>> = {
  unshare: (given) => cloneFlagNames(numberOf(given, 'unshare_flags')),
  setns: (given) => [`fd ${textOf(given, 'fd')}`, ...cloneFlagNames(numberOf(given, 'flags'))],
  clone: (given) => cloneFlagNames(numberOf(given, 'clone_flags') & ~0xff),
  mount: (given) => mountFlagNames(numberOf(given, 'flags')),
  open_tree: (given) => treeFlagNames(numberOf(given, 'flags')),
  mount_setattr: (given) => treeFlagNames(numberOf(given, 'flags')),
  umount: (given) => umountFlagNames(numberOf(given, 'flags')),
  sethostname: (given) => [`${textOf(given, 'len')} bytes`],
};

function numberOf(given: Values, name: string): number {
  return Number(given[name] ?? 0);
}

function textOf(given: Values, name: string): string {
  return String(given[name] ?? '?');
}

/** The arguments of a system call in words. */
export function decodeArguments(call: string, given: Values): readonly string[] {
  return decoders[call]?.(given) ?? [];
}

/** Operations of socketcall(2), through which 32-bit programs ask for all that has to do with sockets. */
const socketCalls = new Map([
  [2, 'bind'],
  [4, 'listen'],
]);

/** All names that a traced call may go by. */
export function requestNames(call: string): readonly string[] {
  return call === 'socketcall' ? [...socketCalls.values()] : [call];
}

/** The name of what is asked for. */
export function nameOf(call: string, given: Values): string {
  return (call === 'socketcall' && socketCalls.get(numberOf(given, 'call'))) || call;
}
