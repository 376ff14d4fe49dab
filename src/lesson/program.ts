import type { NamespaceKind, Process, World } from '../world/model.ts';
import { say } from './say.ts';

/** Milliseconds after which a process that was only seen running is taken for one that runs its own program. */
const settledAfter = 1000;

/** Processes that are what they are: alive, read since their last execve, and no longer their parent's copy on the way to it. */
export function settledProcesses(world: World): Process[] {
  return [...world.processes.values()].filter(
    (process) =>
      process.status !== 'zombie' &&
      !process.inherited &&
      process.argv.length > 0 &&
      (process.execedAt !== null || world.at - process.since > settledAfter),
  );
}

/** Name of the program that a process runs, without its folder. */
export function programOf({ argv, comm }: Process): string {
  const called = argv[0] ?? comm;
  // A login shell is called with a dash before its name.
  return called.slice(called.lastIndexOf('/') + 1).replace(/^-/, '');
}

/** Settled processes that run a program, the newest first. */
export function processesRunning(world: World, command: string): Process[] {
  return settledProcesses(world)
    .filter((process) => programOf(process) === command)
    .sort((a, b) => b.since - a.since);
}

/** "sleep (PID 214)" */
export function nameOf(process: Process): string {
  return `${programOf(process)} (PID ${String(process.pid)})`;
}

const kindNames: Readonly<Record<NamespaceKind, () => string>> = {
  mnt: () => say`mount`,
  uts: () => 'UTS',
  ipc: () => 'IPC',
  pid: () => 'PID',
  net: () => say`network`,
  user: () => say`user`,
  cgroup: () => say`cgroup`,
  time: () => say`time`,
};

/** "PID and mount" */
export function kindList(kinds: readonly NamespaceKind[]): string {
  return wordList(kinds.map((kind) => kindNames[kind]()));
}

/** "a", "a and b", "a, b and c" */
export function wordList(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : say`${words.slice(0, -1).join(', ')} and ${last}`;
}
