// The client's terminal lent to a container's first process, until that ends or the client lets go.
import { type Container } from '../../engine/container.ts';
import type { Engine } from '../../engine/engine.ts';
import { settleExit } from '../../engine/exit.ts';
import { attachSocket, cancelShim, readStart } from '../../engine/shim.ts';
import { confirmStart, failStart, startOnAttach } from '../../engine/start.ts';
import type { Client } from '../client.ts';
import type { Streams } from './container-options.ts';

export interface AttachedWish {
  readonly streams: Streams;
  readonly detachKeys: string | null;
  readonly sigProxy: boolean;
}

/** How it ended for the client: with the container's exit code, or detached from it. */
export type AttachedEnd = { readonly exit: number } | 'detached';

/** Starts a container with the client attached from its first instruction on. Throws what kept it from starting. */
export async function runAttached(
  engine: Engine,
  client: Client,
  container: Container,
  wish: AttachedWish,
): Promise<AttachedEnd> {
  engine.tellContainer('attach', container);
  await startOnAttach(engine, container);
  let confirmed: Promise<void> = Promise.resolve();
  const end = await client.attach(attachWish(container, wish), (pid) => {
    confirmed = confirmStart(engine, container, pid);
  });
  await confirmed;
  switch (end.reason) {
    case 'failed':
      throw await failStart(engine, container, end.message);
    case 'exited':
      await settleExit(engine, container.id);
      return { exit: end.exit };
    case 'detached':
      return 'detached';
    default:
      return afterLoss(engine, container);
  }
}

/** Attaches to a container that runs already. */
export async function joinRunning(
  engine: Engine,
  client: Client,
  container: Container,
  wish: AttachedWish,
): Promise<AttachedEnd> {
  const end = await client.attach(attachWish(container, wish), () => undefined);
  if (end.reason === 'detached') return 'detached';
  await settleExit(engine, container.id);
  return { exit: end.reason === 'exited' ? end.exit : container.file.State.ExitCode };
}

function attachWish(
  container: Container,
  { streams, detachKeys, sigProxy }: AttachedWish,
): Parameters<Client['attach']>[0] {
  const tty = container.file.Config.Tty;
  return {
    ...streams,
    socket: attachSocket(container.id),
    tty,
    sigProxy: sigProxy && !tty,
    ...(detachKeys === null ? {} : { detachKeys }),
  };
}

/** The client went away, perhaps before anything was started: the guest's files tell how far it came. */
async function afterLoss(engine: Engine, container: Container): Promise<AttachedEnd> {
  await cancelShim(engine.agent, container.id);
  const start = await readStart(engine.agent, container.id);
  if (start && 'pid' in start && !container.file.State.Running) {
    await confirmStart(engine, container, start.pid);
  }
  if (!start || 'failure' in start) {
    throw await failStart(
      engine,
      container,
      start?.failure ?? 'the client went away before the start',
    );
  }
  await settleExit(engine, container.id);
  return { exit: container.file.State.ExitCode };
}
