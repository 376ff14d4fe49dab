// Where `docker save` and `docker export` write to: a file that can be made, or a stdout that is no terminal.
import type { Agent } from '../../agent/agent.ts';
import type { Stream } from '../../engine/archive.ts';
import type { Client } from '../client.ts';
import { CommandError } from '../command.ts';

/** An absolute path, from the client's working directory. */
export function absolutePath({ request }: Client, path: string): string {
  return path.startsWith('/') ? path : `${request.cwd.replace(/\/$/, '')}/${path}`;
}

/** The stream that a command writes into. */
export async function openOutput(
  agent: Agent,
  client: Client,
  { path, failure }: { readonly path: string; readonly failure: string },
): Promise<Stream> {
  if (path === '') {
    if (!client.request.tty[1]) return { client: await client.lend() };
    throw new CommandError('cowardly refusing to save to a terminal. Use the -o flag or redirect');
  }
  const whole = absolutePath(client, path);
  const directory = whole.slice(0, whole.lastIndexOf('/')) || '/';
  const named = path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '/';
  const [parent, own] = await agent.batch(
    [directory, whole].map((each) => ({ op: 'stat', path: each, follow: true })),
    { keepGoing: true },
  );
  if (!parent?.ok) {
    throw new CommandError(`${failure}: invalid output path: directory "${named}" does not exist`);
  }
  const type = own?.ok ? (own.value as { type: string }).type : 'file';
  if (type === 'char' || type === 'block') {
    throw new CommandError(
      `${failure}: invalid output path: "${path}" must be a directory or a regular file: got a device`,
    );
  }
  return { path: whole };
}
