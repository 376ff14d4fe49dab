// docker exec: one more process in a running container, with a shim of its own.
import type { Operation, ProgramResult } from '../agent/agent.ts';
import { decodeText } from '../base/bytes.ts';
import type { Container } from './container.ts';
import type { EngineState } from './state.ts';
import { EngineError } from './error.ts';
import { makeDirectory, tryAll, writeFile } from './file.ts';
import { randomId } from './random.ts';
import { containerEnv, mergeEnv, runtimeProcess } from './runtime-config.ts';
import { execFailure } from './runtime-error.ts';
import { attachSocket, execArguments, readExit, shimHome } from './shim.ts';
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
  const operations: Operation[] = [
    makeDirectory(shimHome(id)),
    writeFile(`${shimHome(id)}/process.json`, JSON.stringify(process), 0o600),
    { op: 'run', argv: execArguments(container.id, id, streams) },
  ];
  const results = await engine.agent.batch(operations);
  for (const result of results) if (!result.ok) throw result.error;
  const shim = results.at(-1);
  const exec = { id, container, command: wish.command, socket: attachSocket(id) };
  if (shim?.ok) await checkLaunch(engine, exec, shim.value as ProgramResult);
  const line = `${wish.command[0] ?? ''} ${wish.command.slice(1).join(' ')}`;
  engine.noteContainer(`exec_create: ${line}`, container, { execID: id });
  engine.tellContainer('exec_start', container, { action: `exec_start: ${line}`, execID: id });
  return exec;
}

/** To be called when an exec's client has let go of it: tells its exit code, null while it runs on, and clears up. */
export async function finishExec(engine: EngineState, exec: Exec): Promise<number | null> {
  const exit = await readExit(engine.agent, `${shimHome(exec.id)}/exit`);
  if (!exit) return null;
  engine.tellContainer('exec_die', exec.container, {
    execID: exec.id,
    exitCode: String(exit.exit),
  });
  await discardExec(engine, exec);
  return exit.exit;
}

/** Docker's message for an exec that could not be started. */
export async function failExec(
  engine: EngineState,
  exec: Exec,
  message: string,
): Promise<EngineError> {
  await discardExec(engine, exec);
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

async function discardExec(engine: EngineState, exec: Exec): Promise<void> {
  await tryAll(engine.agent, [{ op: 'remove', path: shimHome(exec.id), recursive: true }]);
}
