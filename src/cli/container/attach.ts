import type { Container } from '../../engine/container.ts';
import { type Call, type Command, CommandError, exactly } from '../command.ts';
import { missingText } from '../failure.ts';
import { flagTable } from '../flag-table.ts';
import { joinRunning } from './attached.ts';
import { detachKeys } from './detach-keys.ts';

export const attach: Command = {
  usage: 'CONTAINER',
  summary: 'Attach local standard input, output, and error streams to a running container',
  flags: flagTable(`
--detach-keys string | Override the key sequence for detaching a container
--no-stdin | Do not attach STDIN
--sig-proxy | Proxy all received signals to the process | true
`),
  takes: exactly(1),
  run: attachContainer,
};

async function attachContainer(call: Call): Promise<number> {
  const { engine, client, flags } = call;
  const container = await found(call);
  checkState(container);
  const { Tty: tty, OpenStdin: open } = container.file.Config;
  const stdin = open && !flags.bool('no-stdin');
  if (tty && stdin && !client.request.tty[0])
    throw new CommandError('the input device is not a TTY');
  const keys = await detachKeys(call, 'detach');
  engine.tellContainer('attach', container);
  const end = await joinRunning(engine, client, container, {
    streams: { stdin, stdout: true, stderr: true },
    detachKeys: keys,
    sigProxy: flags.bool('sig-proxy', true),
  });
  if (end !== 'detached') return end.exit;
  engine.tellContainer('detach', container);
  throw new CommandError('read escape sequence');
}

async function found({ engine, arguments: [name = ''] }: Call): Promise<Container> {
  try {
    return await engine.containers.resolve(name);
  } catch (error) {
    throw new CommandError(missingText(error));
  }
}

function checkState({ file }: Container): void {
  const { Running: running, Paused: paused, Restarting: restarting } = file.State;
  if (!running) {
    throw new CommandError('You cannot attach to a stopped container, start it first');
  }
  if (paused) throw new CommandError('You cannot attach to a paused container, unpause it first');
  if (restarting) {
    throw new CommandError('You cannot attach to a restarting container, wait until it is running');
  }
}
