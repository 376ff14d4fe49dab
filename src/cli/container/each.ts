// Commands that do one thing to each of several containers: names on stdout, errors on stderr, in the order given.
import type { Container } from '../../engine/container.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Call } from '../command.ts';

/** Runs `act` on all names at once; 1 when any failed. */
export async function forEach(
  { client, arguments: names }: Call,
  act: (name: string) => Promise<string>,
  errorText: (error: unknown) => string,
): Promise<number> {
  const outcomes = await Promise.allSettled(names.map(act));
  const errors: string[] = [];
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') await client.out(`${outcome.value}\n`);
    else errors.push(errorText(outcome.reason));
  }
  for (const error of errors) await client.err(`${error}\n`);
  return errors.length > 0 ? 1 : 0;
}

/** `forEach` for what is done to a container and answered by its name. */
export function forEachContainer(
  call: Call,
  act: (engine: Engine, container: Container, name: string) => Promise<void>,
  errorText: (error: unknown) => string,
): Promise<number> {
  const each = async (name: string): Promise<string> => {
    await act(call.engine, await call.engine.containers.resolve(name), name);
    return name;
  };
  return forEach(call, each, errorText);
}
