import { CommandError } from '../src/guest/command.ts';
import { HostError } from '../src/guest/host.ts';

/** Runs a script's main function: a problem of the host is told as a message, a bug with its stack. */
export async function run(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const told =
      error instanceof HostError || error instanceof CommandError ? error.message : error;
    console.error(told);
    process.exitCode = 1;
  }
}
