// Small steps over the agent that the stores share: whole files, whole directories, "absent" as a value.
import { type Agent, AgentError, type Entry, type Operation } from '../agent/agent.ts';
import { encodeText } from '../base/bytes.ts';

/** Operations that replace a file at once: a reader sees the old or the new one, never half. */
export function replaceFile(path: string, data: Uint8Array | string, mode = 0o600): Operation[] {
  const bytes = typeof data === 'string' ? encodeText(data) : data;
  const temporary = `${path}.tmp`;
  return [
    { op: 'write', path: temporary, data: bytes, mode },
    { op: 'rename', from: temporary, to: path },
  ];
}

export function writeFile(path: string, data: string, mode = 0o644): Operation {
  return { op: 'write', path, data: encodeText(data), mode };
}

export function makeDirectory(path: string, mode = 0o700): Operation {
  return { op: 'mkdir', path, mode, parents: true };
}

/** The operation's answer, or null where the file does not exist. */
export async function orAbsent<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AgentError && error.errno === 'ENOENT') return null;
    throw error;
  }
}

/** Contents of these files in one round trip; null where one does not exist. */
export async function readFiles(
  agent: Agent,
  paths: readonly string[],
): Promise<(Uint8Array | null)[]> {
  if (paths.length === 0) return [];
  const operations = paths.map((path): Operation => ({ op: 'read', path }));
  const results = await agent.batch(operations, { keepGoing: true });
  return results.map((result) => {
    if (result.ok) return result.value as Uint8Array;
    if (result.error.errno === 'ENOENT') return null;
    throw result.error;
  });
}

/** Entries of a directory; none where it does not exist. */
export async function listDirectory(agent: Agent, path: string): Promise<readonly Entry[]> {
  return (await orAbsent(agent.call({ op: 'list', path }))) ?? [];
}

/** Runs operations in order in one round trip; throws the first failure. */
export async function runAll(agent: Agent, operations: readonly Operation[]): Promise<void> {
  for (const result of await agent.batch(operations)) if (!result.ok) throw result.error;
}

/** Runs operations in order, whatever fails: for cleaning up. */
export async function tryAll(agent: Agent, operations: readonly Operation[]): Promise<void> {
  await agent.batch(operations, { keepGoing: true });
}
