// How much space files take.
import type { Agent, Entry, Operation, Result } from '../agent/agent.ts';

/** Bytes of all files below a directory, a file of several names once; one round trip for each depth. */
export async function directorySize(agent: Agent, root: string): Promise<number> {
  const sizes = new Map<number, number>();
  let level = [root];
  while (level.length > 0) {
    const operations = level.map((path): Operation => ({ op: 'list', path }));
    const results = await agent.batch(operations, { keepGoing: true });
    const entries = results.flatMap((result, index) =>
      listed(result).map((entry) => ({ ...entry, path: `${level[index] ?? ''}/${entry.name}` })),
    );
    level = entries.filter(({ type }) => type === 'directory').map(({ path }) => path);
    for (const { type, inode, size } of entries) if (type !== 'directory') sizes.set(inode, size);
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

/** What went away meanwhile takes no space. */
function listed(result: Result): readonly Entry[] {
  return result.ok ? (result.value as readonly Entry[]) : [];
}
