import { createContainer } from '../../engine/create.ts';
import type { Container } from '../../engine/container.ts';
import { EngineError } from '../../engine/error.ts';
import { startContainer, startExitCode } from '../../engine/start.ts';
import { atLeast, type Call, type Command, CommandError } from '../command.ts';
import { daemonText } from '../failure.ts';
import { flagTable } from '../flag-table.ts';
import { runAttached } from './attached.ts';
import { chosenStreams, type Streams } from './container-options.ts';
import { createWithPull, creationFlags } from './creation.ts';
import { detachKeys } from './detach-keys.ts';

export const run: Command = {
  usage: 'IMAGE [COMMAND] [ARG...]',
  summary: 'Run a command in a new container',
  flags: [
    ...creationFlags('Pull image before running'),
    ...flagTable(`
-d, --detach | Run container in background and print container ID
--detach-keys string | Override the key sequence for detaching a container
--sig-proxy | Proxy received signals to the process | true
`),
  ],
  takes: atLeast(1),
  interspersed: false,
  run: runCommand,
};

async function runCommand(call: Call): Promise<number> {
  const { client, flags } = call;
  checkConflicts(call);
  const streams = chosenStreams(flags);
  const container = await created(call);
  if (typeof container === 'number') return container;
  if (flags.bool('detach')) return startDetached(call, container);
  if (!streams.stdout && !streams.stderr) await client.out(`${container.id}\n`);
  try {
    return await attached(call, container, streams);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    await client.err(`docker: ${sentence(daemonText(error))}\n`);
    return startExitCode(error);
  }
}

function checkConflicts({ client, flags }: Call): void {
  if (flags.bool('detach') && flags.has('attach')) {
    throw new CommandError('Conflicting options: -a and -d');
  }
  const wantsTerminal = flags.bool('tty') && chosenStreams(flags).stdin;
  if (wantsTerminal && !client.request.tty[0]) {
    throw new CommandError('the input device is not a TTY');
  }
}

/** The new container, or an exit code after a message on stderr. */
async function created(call: Call): Promise<Container | number> {
  try {
    return await createWithPull(call, (wish) =>
      createContainer(call.engine, { ...wish, runs: true }),
    );
  } catch (error) {
    const text = error instanceof CommandError ? error.message : daemonText(error);
    await call.client.err(`docker: ${sentence(text)}\nSee 'docker run --help'.\n`);
    return error instanceof CommandError ? error.exit : startExitCode(error as Error);
  }
}

async function startDetached({ engine, client }: Call, container: Container): Promise<number> {
  await client.out(`${container.id}\n`);
  try {
    await startContainer(engine, container);
    return 0;
  } catch (error) {
    await client.err(`docker: ${sentence(daemonText(error))}\n`);
    return startExitCode(error as Error);
  }
}

async function attached(call: Call, container: Container, streams: Streams): Promise<number> {
  const { engine, client, flags } = call;
  const end = await runAttached(engine, client, container, {
    streams,
    detachKeys: await detachKeys(call, 'detach'),
    sigProxy: flags.bool('sig-proxy', true),
  });
  return end === 'detached' ? 0 : end.exit;
}

/** Ends with exactly one period, as docker prints it. */
function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}
