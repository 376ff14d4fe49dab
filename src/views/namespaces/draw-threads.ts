import { entityKey } from '../options.ts';
import { everything, isSeen, type Sight } from '../sight.ts';
import { n, setOnce, type Group } from '../svg.ts';
import type { Placed } from './place.ts';
import type { NamespacesScene, Thread } from './scene.ts';

/** Threads between the same two rows, a region's own most often: they stay together while other rows come and go. */
interface Strand {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly threads: readonly Thread[];
}

function strandsOf({ threads, rows }: NamespacesScene): Strand[] {
  const strands = new Map<string, { from: number; to: number; threads: Thread[] }>();
  for (const thread of threads) {
    const [from, to] = [thread.from.row, thread.to.row];
    const id = `${rows[from]?.id ?? ''} ${rows[to]?.id ?? ''}`;
    const strand = strands.get(id);
    if (strand) strand.threads.push(thread);
    else strands.set(id, { from, to, threads: [thread] });
  }
  return [...strands].map(([id, strand]) => ({ id, ...strand }));
}

export function joinThreads(layer: Group, scene: NamespacesScene): void {
  layer
    .selectChildren<SVGGElement, Strand>('g')
    .data(strandsOf(scene), ({ id }) => id)
    .join('g')
    .order()
    .selectChildren<SVGPathElement, Thread>('path')
    .data(
      ({ threads }) => threads,
      ({ id }) => id,
    )
    .join('path')
    .order()
    .each(function ({ style, kind, light, namespace }) {
      setOnce(this, 'class', `thread ${style} kind-${kind} ${light}`);
      setOnce(this, 'data-entity', entityKey({ kind: 'namespace', id: namespace }));
    });
}

/** Puts the threads where their rows stand. A thread that only shifts keeps its shape. */
export function moveThreads(layer: Group, placed: Placed, sight: Sight): void {
  const topOf = (row: number): number => placed.tops[row] ?? placed.bottom;
  layer.selectChildren<SVGGElement, Strand>('g').each(function ({ from, to, threads }) {
    const top = topOf(from);
    const seen = isSeen(sight, top, topOf(to + 1));
    if (sight !== everything) setOnce(this, 'display', seen ? 'inline' : 'none');
    if (!seen) return;
    setOnce(this, 'transform', `translate(0,${n(top)})`);
    for (const [i, thread] of threads.entries()) {
      const path = this.children[i];
      if (path) setOnce(path, 'd', threadPath(thread, placed, top));
    }
  });
}

/** In a picture that begins at the height `top`. */
function threadPath(
  { x, from, to, cutAbove, cutBelow, style }: Thread,
  placed: Placed,
  top: number,
): string {
  const start = placed.yOf(from) - top;
  const end = placed.yOf(to) - top;
  // What is left of a thread below a nested region may be too short to be seen as one.
  if (end - start < (style === 'own' && cutAbove ? 18 : 1)) return '';
  const bar = (y: number): string => `M${n(x - 3.5)},${n(y)}h7`;
  const ends = style === 'host' ? [cutAbove ? start : null, cutBelow ? end : null] : [end];
  const bars = ends.filter((y): y is number => y !== null).map(bar);
  return `M${n(x)},${n(start)}V${n(end)}${bars.join('')}`;
}
