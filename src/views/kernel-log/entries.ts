import type { Command, Millis, Process, Request, World } from '../../world/model.ts';
import { containerOf } from '../../world/query.ts';
import { tracedThread } from '../../world/traced.ts';
import { requestGroups, type RequestGroup, type ViewOptions } from '../options.ts';
import { sentenceOf } from './sentences.ts';
import { decimal, language } from '../../base/language.ts';
import { say } from '../say.ts';

/** One request as it is shown. */
export interface Entry {
  /** The same for the same request as long as it is kept. */
  readonly id: string;
  readonly request: Request;
  readonly group: RequestGroup;
  /** Milliseconds after the command began, or after the one before in a log of everything. */
  readonly after: Millis;
  /** "sh (214)". */
  readonly who: string;
  /** Container that it belongs to, or ''. */
  readonly where: string;
  /** "unshare(CLONE_NEWUTS)". */
  readonly call: string;
  readonly sentence: string;
}

export interface Log {
  readonly command: Command | null;
  readonly title: string;
  /** Shown ones, oldest first. */
  readonly entries: readonly Entry[];
  /** How many there are of each group, hidden ones too. */
  readonly counts: Readonly<Record<RequestGroup, number>>;
}

const groups: Readonly<Record<string, RequestGroup>> = {
  fork: 'process',
  exit: 'process',
  execve: 'exec',
  clone: 'namespace',
  unshare: 'namespace',
  setns: 'namespace',
  sethostname: 'namespace',
  'cgroup mkdir': 'cgroup',
  'cgroup.procs': 'cgroup',
  kill: 'signal',
  bind: 'network',
  listen: 'network',
};

export const groupOf = ({ call }: Request): RequestGroup => groups[call] ?? 'mount';

let memo: { readonly keys: readonly unknown[]; readonly log: Log } | null = null;

/** What the kernel was asked for in the time of the chosen command. */
export function logOf(world: World, { log: options, search }: ViewOptions): Log {
  const { requests, commands, containers, departed } = world;
  const keys = [requests, commands, containers, departed, options, search, language()];
  if (memo && keys.every((key, i) => key === memo?.keys[i])) return memo.log;
  const { command: choice, hidden } = options ?? { command: 'latest', hidden: [] };
  const command = commandOf(world, choice);
  const all = requests.filter((request) => !command || isWithin(request, command));
  const counts = Object.fromEntries(requestGroups.map((group) => [group, 0])) as Record<
    RequestGroup,
    number
  >;
  for (const request of all) counts[groupOf(request)]++;
  const shown = all.filter((request) => !hidden.includes(groupOf(request)));
  const began = command?.startedAt ?? all[0]?.at ?? 0;
  const names = namesOf(world);
  const wanted = search.trim().toLowerCase();
  const entries = shown
    .map((request, nth) => entryOf(world, request, { began, names, nth }))
    .filter((entry) => wanted === '' || entryText(entry).toLowerCase().includes(wanted));
  const title = command ? command.text : say`Everything that is kept`;
  const log = { command, title, entries, counts };
  memo = { keys, log };
  return log;
}

function commandOf({ commands }: World, choice: string): Command | null {
  if (choice === 'all') return null;
  const all = [...commands.values()];
  return all.find(({ id }) => id === choice) ?? all.at(-1) ?? null;
}

function isWithin({ at }: Request, { startedAt, finishedAt }: Command): boolean {
  return at >= startedAt && (finishedAt === null || at <= finishedAt);
}

/** Names of processes by pid, of those too that are gone. */
export function namesOf({ processes, departed }: World): ReadonlyMap<string, Process> {
  const rows = [...departed.map(({ process }) => process), ...processes.values()];
  return new Map(rows.map((process) => [process.id, process]));
}

function entryOf(
  world: World,
  request: Request,
  of: {
    readonly began: Millis;
    readonly names: ReadonlyMap<string, Process>;
    readonly nth: number;
  },
): Entry {
  const { pid, call, at, error } = request;
  const row = rowOf(request, of.names);
  const result = error === undefined ? '' : ` = ${error}`;
  const shown = `${call}(${request.arguments.join(', ')})${result}`;
  return {
    id: `${String(at)} ${String(pid)} ${call} ${String(of.nth)}`,
    request,
    group: groupOf(request),
    after: at - of.began,
    who: whoAsked(request, of.names),
    where: row ? (containerOf(world, row)?.name ?? '') : '',
    call: shown,
    sentence: sentenceOf(request),
  };
}

function rowOf({ process }: Request, names: ReadonlyMap<string, Process>): Process | undefined {
  return process === null ? undefined : names.get(process);
}

/** "sh (214)": by the name that is known of it, or that the trace has. */
export function whoAsked(request: Request, names: ReadonlyMap<string, Process>): string {
  const { pid, evidence } = request;
  if (pid === 0) return say`kernel`;
  const name = rowOf(request, names)?.comm ?? tracedThread(evidence)?.comm ?? say`a process`;
  return `${name} (${String(pid)})`;
}

/** One line, as it is copied and searched. */
export function entryText({ after, who, where, call, sentence }: Entry): string {
  const actor = where === '' ? who : say`${who} in ${where}`;
  return `+${decimal(after, 1)} ms  ${actor}  ${call}  ${sentence}`;
}
