import { EngineError } from '../../engine/error.ts';
import { type Exec, execContainer, failExec, settleExec } from '../../engine/exec.ts';
import type { Container } from '../../engine/container.ts';
import { atLeast, type Call, type Command, CommandError } from '../command.ts';
import { missingText } from '../failure.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { detachKeys } from './detach-keys.ts';
import { checkSetting, readEnvironment } from './environment.ts';

/** Exit code of an exec whose process could not be started. */
const notStarted = 126;

export const exec: Command = {
  usage: 'CONTAINER COMMAND [ARG...]',
  summary: 'Run a command in a running container',
  flags: adjust(
    flagTable(`
-d, --detach | Detached mode: run command in the background
--detach-keys string | Override the key sequence for detaching a container
-e, --env list | Set environment variables
--env-file list | Read in a file of environment variables
-i, --interactive | Keep STDIN open even if not attached
--privileged | Give extended privileges to the command
-t, --tty | Allocate a pseudo-TTY
-u, --user string | Username or UID (format: <name|uid>[:<group|gid>])
-w, --workdir string | Working directory inside the container
`),
    { env: { check: checkSetting } },
  ),
  takes: atLeast(2),
  interspersed: false,
  run: runExec,
};

async function runExec(call: Call): Promise<number> {
  const { client, flags } = call;
  const [name = ''] = call.arguments;
  const container = await found(call, name);
  const detach = flags.bool('detach');
  if (!detach && flags.bool('tty') && flags.bool('interactive') && !client.request.tty[0]) {
    throw new CommandError('the input device is not a TTY');
  }
  const keys = await detachKeys(call, 'escape');
  try {
    const started = await prepare(call, container);
    return detach ? 0 : await attached(call, started, keys);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    if (error.code === 'conflict') throw new CommandError(missingText(error));
    if (detach) throw error;
    // Docker prints what the runtime says where the program would have printed, and ends the line as a terminal would have it.
    await client.out(`${error.message}\r\n`);
    return notStarted;
  }
}

async function found({ engine }: Call, name: string): Promise<Container> {
  try {
    return await engine.containers.resolve(name);
  } catch (error) {
    throw new CommandError(missingText(error));
  }
}

async function prepare(call: Call, container: Container): Promise<Exec> {
  const { flags } = call;
  const detach = flags.bool('detach');
  return execContainer(call.engine, container, {
    command: call.arguments.slice(1),
    env: await readEnvironment(call).catch(asOwnFault),
    user: flags.text('user') ?? '',
    workingDir: flags.text('workdir') ?? '',
    tty: flags.bool('tty'),
    stdin: flags.bool('interactive') && !detach,
    privileged: flags.bool('privileged'),
    calledBy: call.arguments[0] ?? '',
    attach: !detach,
  });
}

/** A file that cannot be read is no fault of the container's: the exit code is that of any command. */
function asOwnFault(error: unknown): never {
  throw error instanceof CommandError ? new CommandError(error.message) : error;
}

async function attached(
  { engine, client, flags }: Call,
  exec: Exec,
  keys: string | null,
): Promise<number> {
  const tty = flags.bool('tty');
  const end = await client.attach(
    {
      socket: exec.socket,
      tty,
      stdin: flags.bool('interactive'),
      stdout: true,
      stderr: true,
      sigProxy: false,
      ...(keys === null ? {} : { detachKeys: keys }),
    },
    () => undefined,
  );
  if (end.reason === 'failed') throw await failExec(engine, exec, end.message);
  if (end.reason === 'detached') {
    await client.err('read escape sequence\n');
    return 1;
  }
  const exit = await settleExec(engine, exec.id);
  return end.reason === 'exited' ? end.exit : (exit ?? 1);
}
