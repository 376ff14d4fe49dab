// Commands that do one thing to each of several containers: names on stdout, errors on stderr, in the order given.
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
