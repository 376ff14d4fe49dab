// docker start: mount the root file system, write the bundle, hand it to a shim.
import type { Operation, ProgramResult } from '../agent/agent.ts';
import { decodeText } from '../base/bytes.ts';
import { type Container, containerStatus } from './container.ts';
import type { EngineState } from './state.ts';
import { tellJoined } from './joining.ts';
import { EngineError } from './error.ts';
import { removeContainer } from './remove.ts';
import { makeDirectory, readFiles, runAll, tryAll, writeFile } from './file.ts';
import { containerDisk, overlayDisk } from './disk.ts';
import { keepsLog, logSettings } from './log-settings.ts';
import { checkSysctls } from './sysctl.ts';
import { saveOperations } from './container-store.ts';
import { closeSandbox, openSandbox } from './network/sandbox.ts';
import { enterRunning } from './running.ts';
import { mountRootfs, readLower, unmountRootfs } from './rootfs.ts';
import { mountVolumes, shmMount, unmountShm } from './start-mounts.ts';
import { findDevices } from './devices.ts';
import { findJoined } from './joined.ts';
import { runtimeConfig, type Surroundings } from './runtime-config.ts';
import { startFailure } from './runtime-error.ts';
import { attachSocket, readStart, runArguments, shimHome, type ShimStreams } from './shim.ts';
import { resolveUser, type User, withGroups } from './user.ts';

/** Exit code that a container keeps which never ran, where nothing tells more. */
const notStarted = 128;

/** Starts a container and resolves when its first process runs. Does nothing where it runs already. */
export function startContainer(engine: EngineState, container: Container): Promise<void> {
  return engine.containers.lock(container, async () => {
    if (container.file.State.Running) return;
    forgetEarlierStops(engine, container);
    await startNow(engine, container);
  });
}

/** Starts a container that its policy starts again. What keeps it from starting stands in its state. The caller holds its lock. */
export async function startAgain(engine: EngineState, container: Container): Promise<void> {
  try {
    await startNow(engine, container);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    engine.tellExit(container);
  }
}

async function startNow(engine: EngineState, container: Container): Promise<void> {
  const result = await launch(engine, container, false);
  if (result.exit !== 0) throw await markFailed(engine, container, failureText(result));
  const start = await readStart(engine.agent, container.id);
  if (start && 'pid' in start) await markStarted(engine, container, start.pid);
}

/** A person starts it: what was stopped or called off before counts no more. */
function forgetEarlierStops(engine: EngineState, { id, file }: Container): void {
  engine.containers.restarts.reset(id);
  file.RestartCount = 0;
  file.HasBeenManuallyStopped = false;
}

/**
 * Makes everything ready to start as soon as somebody attaches to the returned socket, so that no output is lost.
 * The caller hears from the attached client how it went, and calls `confirmStart` or `failStart`.
 */
export function startOnAttach(engine: EngineState, container: Container): Promise<string> {
  return engine.containers.lock(container, async () => {
    forgetEarlierStops(engine, container);
    const result = await launch(engine, container, true);
    if (result.exit !== 0) throw await markFailed(engine, container, failureText(result));
    return attachSocket(container.id);
  });
}

/** The container runs. Its end may have been heard of before, and is not undone then. */
export function confirmStart(
  engine: EngineState,
  container: Container,
  pid: number,
): Promise<void> {
  return engine.containers.lock(container, async () => {
    if (engine.containers.starting.has(container.id)) await markStarted(engine, container, pid);
  });
}

/** Records that the runtime could not start it; answers docker's error. */
export function failStart(
  engine: EngineState,
  container: Container,
  message: string,
): Promise<EngineError> {
  return engine.containers.lock(container, () => markFailed(engine, container, message));
}

async function launch(
  engine: EngineState,
  container: Container,
  waitAttach: boolean,
): Promise<ProgramResult> {
  checkKept(container);
  engine.tell({ type: 'container', action: 'asked', id: container.id, to: 'start' });
  const home = shimHome(container.id);
  try {
    checkStartable(container);
    nameFiles(container);
    await mount(engine, container);
    const surroundings = await survey(engine, container);
    await tellJoined(engine, container);
    const config = JSON.stringify(runtimeConfig(container, surroundings));
    engine.containers.starting.add(container.id);
    const results = await engine.agent.batch([
      // So that its addresses are known to whoever reads the disk before its start was heard of.
      ...saveOperations(container),
      makeDirectory(home),
      writeFile(`${home}/config.json`, config, 0o600),
      { op: 'run', argv: runArguments(container, { ...streams(container), waitAttach }) },
    ]);
    for (const result of results) if (!result.ok) throw result.error;
    const last = results.at(-1);
    if (!last?.ok) throw new Error('The agent left the shim unanswered');
    return last.value as ProgramResult;
  } catch (error) {
    await recordFailure(engine, container, error as Error);
    throw error;
  }
}

/** Where docker keeps a container's log and what it mounts into its /etc; one that never started has none of them. */
function nameFiles({ id, file, hostConfig }: Container): void {
  const directory = containerDisk.directory(id);
  Object.assign(file, {
    LogPath: keepsLog(hostConfig) ? containerDisk.log(id) : '',
    HostnamePath: `${directory}/hostname`,
    HostsPath: `${directory}/hosts`,
    ResolvConfPath: `${directory}/resolv.conf`,
  });
}

function checkKept(container: Container): void {
  const status = containerStatus(container);
  if (status === 'removing' || status === 'dead') {
    throw new EngineError('conflict', 'container is marked for removal and cannot be started');
  }
}

function checkStartable(container: Container): void {
  const { DeviceRequests: requests, CpuShares: shares } = container.hostConfig;
  if (shares < 0) throw new EngineError('system', 'shares: invalid argument');
  if (requests) {
    throw new EngineError('system', 'could not select device driver "" with capabilities: [[gpu]]');
  }
  checkSysctls(container.hostConfig);
  logSettings(container.hostConfig);
}

async function survey(engine: EngineState, container: Container): Promise<Surroundings> {
  const { hostConfig, file } = container;
  return {
    user: await readUser(engine, container, file.Config.User, hostConfig.GroupAdd ?? []),
    joined: await findJoined(engine, hostConfig),
    devices: await findDevices(engine.agent, hostConfig),
    // Last: it makes something that a failure would leave behind.
    sandbox: await openSandbox(engine, container),
  };
}

async function mount(engine: EngineState, container: Container): Promise<void> {
  // What an earlier, broken-off start may have left is cleared first.
  const stale: Operation = { op: 'remove', path: shimHome(container.id), recursive: true };
  await tryAll(engine.agent, [...unmountRootfs(container), ...unmountShm(container), stale]);
  await runAll(engine.agent, [
    ...mountRootfs(container, await readLower(engine.agent, container)),
    ...shmMount(container),
  ]);
  await mountVolumes(engine, container);
}

/** Looks a user up in the files of a container whose root file system is mounted. */
export async function readUser(
  engine: EngineState,
  container: Container,
  spec: string,
  more: readonly string[] = [],
): Promise<User> {
  const root = overlayDisk.merged(container.mountId);
  const files = ['passwd', 'group'].map((name) => `${root}/etc/${name}`);
  const [passwd, group] = await readFiles(engine.agent, files);
  const text = (bytes: Uint8Array | null | undefined): string => (bytes ? decodeText(bytes) : '');
  return withGroups(resolveUser(spec, text(passwd), text(group)), more, text(group));
}

function streams({ file }: Container): ShimStreams {
  const { Tty: tty, OpenStdin: stdin, StdinOnce: stdinOnce } = file.Config;
  return { tty, stdin, stdinOnce, waitAttach: false };
}

async function markStarted(engine: EngineState, container: Container, pid: number): Promise<void> {
  enterRunning(engine, container, { pid, at: engine.now() });
  await engine.containers.save(container);
  engine.tellContainer('start', container);
}

async function markFailed(
  engine: EngineState,
  container: Container,
  message: string,
): Promise<EngineError> {
  const error = startFailure(message, container.file.Path);
  await recordFailure(engine, container, error);
  return error;
}

/** The container keeps why it did not start; one that was to be removed at its end goes. */
async function recordFailure(
  engine: EngineState,
  container: Container,
  error: Error,
): Promise<void> {
  engine.containers.starting.delete(container.id);
  const code = startExitCode(error);
  Object.assign(container.file.State, {
    Running: false,
    Restarting: false,
    ExitCode: code === 125 ? notStarted : code,
    Error: error.message,
  });
  await closeSandbox(engine, container);
  await tryAll(engine.agent, [
    ...unmountRootfs(container),
    ...unmountShm(container),
    { op: 'remove', path: shimHome(container.id), recursive: true },
  ]);
  if (container.hostConfig.AutoRemove) await removeContainer(engine, container, true);
  else await engine.containers.save(container);
}

/** The exit code that docker gives a start which failed so: not found, not allowed, anything else. */
export function startExitCode(error: Error): 125 | 126 | 127 {
  const { message } = error;
  if (/executable file not found|no such file or directory|system cannot find/.test(message))
    return 127;
  return /permission denied|is a directory/.test(message) ? 126 : 125;
}

function failureText({ stderr }: ProgramResult): string {
  return decodeText(stderr).trim();
}
