import type { NamespaceId, Process, World } from '../../world/model.ts';

/** The PID namespaces that a process has a number in, beyond the first one, outermost first. */
export function numberedIn(world: World, process: Process): readonly (NamespaceId | null)[] {
  const chain: (NamespaceId | null)[] = [];
  let from: NamespaceId | null = process.namespaces.pid;
  for (let depth = process.pids.length - 1; depth > 0; depth--) {
    chain.unshift(from);
    from = from === null ? null : (world.namespaces.get(from)?.parent ?? null);
  }
  return chain;
}
