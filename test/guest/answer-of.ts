import type { CommandResult } from '../../src/backend/backend.ts';
import type { Guest } from '../../src/backend/guest.ts';
import { decodeText } from '../../src/base/bytes.ts';

/** What a line answers that runs in the guest outside any terminal. */
export async function answerOf(guest: Guest, line: string): Promise<CommandResult> {
  const { exit, stdout, stderr } = await guest.run(line);
  return { exit, stdout: decodeText(stdout), stderr: decodeText(stderr) };
}

/** What a line prints that must succeed. */
export async function outputOf(guest: Guest, line: string): Promise<string> {
  const { exit, stdout, stderr } = await answerOf(guest, line);
  if (exit !== 0) throw new Error(`${line}: exit ${String(exit)}: ${stderr}`);
  return stdout;
}
