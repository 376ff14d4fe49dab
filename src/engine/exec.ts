// docker exec: one more process in a running container, with a shim of its own.
import type { Operation, ProgramResult } from '../agent/agent.ts';
import { decodeText } from '../base/bytes.ts';
import type { Container } from './container.ts';
import type { EngineState } from './state.ts';
import { EngineError } from './error.ts';
import { listDirectory, makeDirectory, readFiles, tryAll, writeFile } from './file.ts';
import { randomId } from './random.ts';
import { containerEnv, mergeEnv, runtimeProcess } from './runtime-config.ts';
import { execFailure } from './runtime-error.ts';
import {
  attachSocket,
  execArguments,
  exitDirectory,
  shimDirectory,
  type ShimExit,
  shimHome,
} from './shim.ts';
import { readUser } from './start.ts';

export interface ExecWish {
  readonly command: readonly string[];
  readonly env: readonly string[];
  /** '' for the container's own. */
  readonly user: string;
  readonly workingDir: string;
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly privileged: boolean;
  /** As the person named the container. */
  readonly calledBy?: string;
  /** Wait for somebody to attach before it starts. */
  readonly attach: boolean;
}

export interface Exec {
  readonly id: string;
  readonly container: Container;
  readonly command: readonly string[];
  readonly socket: string;
}

/** Prepares a process in a running container; without `attach` it runs when this resolves. */
export async function execContainer(
  engine: EngineState,
  container: Container,
  wish: ExecWish,
): Promise<Exec> {
  if (container.file.State.Paused) {
    const which = wish.calledBy ?? container.id;
    throw new EngineError(
      'conflict',
      `Container ${which} is paused, unpause the container before exec`,
    );
  }
  checkRunning(container);
  const id = randomId(engine.random);
  const { Config: config } = container.file;
  const user = await readUser(engine, container, wish.user || config.User);
  const process = runtimeProcess(container, {
    args: wish.command,
    env: mergeEnv(containerEnv(container, wish.tty), wish.env),
    cwd: wish.workingDir || config.WorkingDir || '/',
    user,
    tty: wish.tty,
    ...(wish.privileged ? { privileged: true } : {}),
  });
  const { tty, stdin } = wish;
  const streams = { tty, stdin, stdinOnce: stdin, waitAttach: wish.attach };
  const line = commandLine(wish.command);
  engine.noteContainer(`exec_create: ${line}`, container, { execID: id });
  engine.tellContainer('exec_start', container, { action: `exec_start: ${line}`, execID: id });
  const operations: Operation[] = [
    makeDirectory(shimHome(id)),
    writeFile(ownerFile(id), container.id, 0o600),
    writeFile(`${shimHome(id)}/process.json`, JSON.stringify(process), 0o600),
    { op: 'run', argv: execArguments(container.id, id, streams) },
  ];
  const results = await engine.agent.batch(operations);
  for (const result of results) if (!result.ok) throw result.error;
  const shim = results.at(-1);
  const exec = { id, container, command: wish.command, socket: attachSocket(id) };
  if (shim?.ok) await checkLaunch(engine, exec, shim.value as ProgramResult);
  return exec;
}

/** As events tell it: a space follows the program even where no arguments do. */
export function commandLine([program = '', ...words]: readonly string[]): string {
  return `${program} ${words.join(' ')}`;
}

/** Takes in an exec's end, once: tells of it, clears up, and answers its exit code; null while it runs on, or where that was done. */
export async function settleExec(engine: EngineState, id: string): Promise<number | null> {
  const file = `${exitDirectory}/${id}`;
  const [read, owner, removed] = await engine.agent.batch(
    [
      { op: 'read', path: file },
      { op: 'read', path: ownerFile(id) },
      { op: 'remove', path: file },
    ],
    { keepGoing: true },
  );
  if (!read?.ok || !removed?.ok) return null;
  const { exit } = JSON.parse(decodeText(read.value as Uint8Array)) as ShimExit;
  const container =
    owner?.ok === true ? await engine.containers.get(decodeText(owner.value as Uint8Array)) : null;
  if (container) {
    engine.tellContainer('exec_die', container, { execID: id, exitCode: String(exit) });
  }
  await discardExec(engine, id);
  return exit;
}

/** Ids of the processes that were brought into a container and have not ended. */
export async function execsOf(engine: EngineState, container: Container): Promise<string[]> {
  const ids = (await listDirectory(engine.agent, shimDirectory)).map(({ name }) => name);
  const owners = await readFiles(engine.agent, ids.map(ownerFile));
  return ids.filter((_, at) => {
    const owner = owners[at];
    return owner && decodeText(owner) === container.id;
  });
}

/** Tells whose exec it is, to an engine that was reloaded meanwhile. */
function ownerFile(id: string): string {
  return `${shimHome(id)}/container`;
}

/** Docker's message for an exec that could not be started. */
export async function failExec(
  engine: EngineState,
  exec: Exec,
  message: string,
): Promise<EngineError> {
  await discardExec(engine, exec.id);
  return new EngineError('system', execFailure(message, exec.command[0] ?? ''));
}

export function checkRunning(container: Container): void {
  const { Running: running, Restarting: restarting } = container.file.State;
  if (!running) throw new EngineError('conflict', `Container ${container.id} is not running`);
  if (restarting) {
    const wait = 'wait until the container is running';
    throw new EngineError('conflict', `Container ${container.id} is restarting, ${wait}`);
  }
}

async function checkLaunch(engine: EngineState, exec: Exec, result: ProgramResult): Promise<void> {
  if (result.exit !== 0) throw await failExec(engine, exec, decodeText(result.stderr));
}

async function discardExec(engine: EngineState, id: string): Promise<void> {
  await tryAll(engine.agent, [{ op: 'remove', path: shimHome(id), recursive: true }]);
}
