import type { Container } from '../../engine/container.ts';
import { EngineError } from '../../engine/error.ts';
import { startContainer } from '../../engine/start.ts';
import { atLeast, type Call, type Command, CommandError } from '../command.ts';
import { daemonText, missingText } from '../failure.ts';
import { flagTable } from '../flag-table.ts';
import { joinRunning, runAttached } from './attached.ts';
import { detachKeys } from './detach-keys.ts';

export const start: Command = {
  usage: 'CONTAINER [CONTAINER...]',
  summary: 'Start one or more stopped containers',
  flags: flagTable(`
-a, --attach | Attach STDOUT/STDERR and forward signals
--detach-keys string | Override the key sequence for detaching a container
-i, --interactive | Attach container's STDIN
`),
  takes: atLeast(1),
  run: (call) => {
    const attach = call.flags.bool('attach') || call.flags.bool('interactive');
    return attach ? startAttached(call) : startEach(call);
  },
};

async function startEach({ engine, client, arguments: names }: Call): Promise<number> {
  const failed: string[] = [];
  for (const name of names) {
    try {
      await startContainer(engine, await engine.containers.resolve(name));
      await client.out(`${name}\n`);
    } catch (error) {
      await client.err(`${daemonText(error)}\n`);
      failed.push(name);
    }
  }
  if (failed.length === 0) return 0;
  await client.err(`Error: failed to start containers: ${failed.join(', ')}\n`);
  return 1;
}

async function startAttached(call: Call): Promise<number> {
  const { engine, client, flags, arguments: names } = call;
  if (names.length > 1) {
    throw new CommandError('you cannot start and attach multiple containers at once');
  }
  const container = await found(() => engine.containers.resolve(names[0] ?? ''));
  const wantsInput = flags.bool('interactive') && container.file.Config.OpenStdin;
  if (container.file.Config.Tty && wantsInput && !client.request.tty[0]) {
    throw new CommandError('the input device is not a TTY');
  }
  const keys = await detachKeys(call, 'detach');
  const wish = {
    streams: { stdin: wantsInput, stdout: true, stderr: true },
    detachKeys: keys,
    sigProxy: true,
  };
  try {
    const attach = container.file.State.Running ? joinRunning : runAttached;
    const end = await attach(engine, client, container, wish);
    return end === 'detached' ? 0 : end.exit;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    await client.err(`${daemonText(error)}\n`);
    return 1;
  }
}

async function found(resolve: () => Promise<Container>): Promise<Container> {
  try {
    return await resolve();
  } catch (error) {
    throw new CommandError(missingText(error));
  }
}
