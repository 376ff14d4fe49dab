// The engine's side of the shim, the small program in the guest that stands by each container and exec (src/guest/shim/README.md).
import { type Agent, AgentError } from '../agent/agent.ts';
import { decodeText } from '../base/bytes.ts';
import type { Container } from './container.ts';
import { containerDisk } from './disk.ts';
import { orAbsent } from './file.ts';
import { cgroupPath } from './cgroup.ts';
import { keepsLog, logSettings } from './log-settings.ts';

export const exitDirectory = '/run/fishbowl/exits';
export const shimDirectory = '/run/fishbowl/shims';
const program = '/usr/libexec/fishbowl/shim';

/** The shim's own directory for a container or an exec. */
export function shimHome(id: string): string {
  return `${shimDirectory}/${id}`;
}

export function attachSocket(id: string): string {
  return `${shimHome(id)}/attach.sock`;
}

/** How a container or exec ended, as its shim wrote it down. */
export interface ShimExit {
  readonly exit: number;
  readonly oomKilled: boolean;
  /** Host pid that the first process had. */
  readonly pid: number;
  readonly startedAt: string;
  readonly finishedAt: string;
}

export interface ShimStreams {
  readonly tty: boolean;
  readonly stdin: boolean;
  /** stdin ends with the first client that was attached. */
  readonly stdinOnce: boolean;
  /** Start nothing before somebody has attached. */
  readonly waitAttach: boolean;
}

/** Command line for a container's first process; its bundle is the shim's own directory. */
export function runArguments(container: Container, streams: ShimStreams): string[] {
  const { id } = container;
  return [
    program,
    'run',
    ...['--id', id, '--bundle', shimHome(id), '--dir', shimHome(id)],
    ...['--cgroup', `/sys/fs/cgroup${cgroupPath(id)}`],
    ...logOptions(container),
    ...streamOptions(streams),
  ];
}

/** Command line for one more process in a running container. */
export function execArguments(containerId: string, execId: string, streams: ShimStreams): string[] {
  const home = shimHome(execId);
  return [
    program,
    'exec',
    ...['--id', containerId, '--process', `${home}/process.json`, '--dir', home],
    ...['--exit', `${exitDirectory}/${execId}`],
    ...streamOptions(streams),
  ];
}

/** The exit that the shim wrote, or null while there is none. */
export async function readExit(agent: Agent, path: string): Promise<ShimExit | null> {
  const bytes = await orAbsent(agent.call({ op: 'read', path }));
  return bytes ? (JSON.parse(decodeText(bytes)) as ShimExit) : null;
}

/** The first process's host pid, or the runtime's message, or null while neither is known. */
export async function readStart(
  agent: Agent,
  id: string,
): Promise<{ readonly pid: number } | { readonly failure: string } | null> {
  const home = shimHome(id);
  const [pid, failure] = await agent.batch(
    [
      { op: 'read', path: `${home}/pid` },
      { op: 'read', path: `${home}/error` },
    ],
    { keepGoing: true },
  );
  if (pid?.ok) return { pid: Number(decodeText(pid.value as Uint8Array)) };
  if (failure?.ok) return { failure: decodeText(failure.value as Uint8Array).trim() };
  return null;
}

/** Stops a shim that still waits for its first client; one that has started is left alone. */
export async function cancelShim(agent: Agent, id: string): Promise<void> {
  const bytes = await orAbsent(agent.call({ op: 'read', path: `${shimHome(id)}/shim.pid` }));
  if (!bytes) return;
  try {
    await agent.call({ op: 'kill', pid: Number(decodeText(bytes)), signal: 15 });
  } catch (error) {
    if (!(error instanceof AgentError && error.errno === 'ESRCH')) throw error;
  }
}

function logOptions({ id, hostConfig }: Container): string[] {
  if (!keepsLog(hostConfig)) return [];
  const { size, files } = logSettings(hostConfig);
  return [
    ...['--log', containerDisk.log(id), '--log-files', String(files)],
    ...(size === null ? [] : ['--log-size', String(size)]),
  ];
}

function streamOptions(streams: ShimStreams): string[] {
  return [
    ...(streams.tty ? ['--tty'] : []),
    ...(streams.stdin ? ['--stdin'] : []),
    ...(streams.stdinOnce ? ['--stdin-once'] : []),
    ...(streams.waitAttach ? ['--wait-attach'] : []),
  ];
}
