import type { Millis, Process, ProcessId, World } from '../world/model.ts';

/** A process at its place in the tree; `leftAt` is set for those already reaped, which pictures show leaving. */
export interface Node {
  readonly process: Process;
  readonly leftAt: Millis | null;
  readonly parent: Node | null;
  readonly children: readonly Node[];
  readonly depth: number;
  /** Place in the order that all views share: parents first, siblings by pid. */
  readonly order: number;
}

interface Draft {
  process: Process;
  leftAt: Millis | null;
  parent: Draft | null;
  children: Draft[];
  depth: number;
  order: number;
}

/** All processes in the order that every view shows them in. */
export function forestOf(world: World, withDeparted: boolean): readonly Node[] {
  const drafts = new Map<ProcessId, Draft>();
  const add = (process: Process, leftAt: Millis | null): void => {
    if (drafts.has(process.id)) return;
    drafts.set(process.id, { process, leftAt, parent: null, children: [], depth: 0, order: -1 });
  };
  for (const process of world.processes.values()) add(process, null);
  if (withDeparted) for (const { process, at } of world.departed) add(process, at);
  const sorted = [...drafts.values()].sort(byPid);
  for (const draft of sorted) {
    const { parent } = draft.process;
    draft.parent = (parent === null ? undefined : drafts.get(parent)) ?? null;
    draft.parent?.children.push(draft);
  }
  return inOrder(sorted);
}

function inOrder(sorted: readonly Draft[]): readonly Node[] {
  const order: Draft[] = [];
  const visit = (draft: Draft, depth: number): void => {
    if (draft.order >= 0) return;
    draft.order = order.push(draft) - 1;
    draft.depth = depth;
    for (const child of draft.children) visit(child, depth + 1);
  };
  for (const draft of sorted) if (draft.parent === null) visit(draft, 0);
  // A ring of parents cannot come from a whole walk, but might from lost records: show it nevertheless.
  for (const draft of sorted) visit(draft, 0);
  return order;
}

function byPid(a: Draft, b: Draft): number {
  return a.process.pid - b.process.pid || (a.process.id < b.process.id ? -1 : 1);
}

/** True for the kernel's own threads: kthreadd and its children, which never have arguments. */
export function isKernelThread({ process, parent }: Node): boolean {
  const { pid, argv, executable } = parent?.process.pid === 2 ? parent.process : process;
  return pid === 2 && argv.length === 0 && executable === null;
}

/** Descendants that are still alive. */
export function countBelow(node: Node): number {
  return node.children.reduce(
    (sum, child) => sum + countBelow(child) + (child.leftAt === null ? 1 : 0),
    0,
  );
}
