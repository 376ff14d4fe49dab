import type { NamespaceId, World } from '../../world/model.ts';
import { emphasisOf } from '../emphasis.ts';
import { foldingOf } from '../folding.ts';
import { forestOf } from '../forest.ts';
import { restsAt } from '../motion.ts';
import { regionsOf, type Region } from '../regions.ts';
import { durations, heights, sizes } from '../style.ts';
import { textWidth, wrapText } from '../text.ts';
import { roomOf, drawnWidth, zoomOf, type Size, type ViewOptions } from '../options.ts';
import { groupsOf } from './groups.ts';
import { measure, type Measures } from './measures.ts';
import { place } from './place.ts';
import type { Column, Note, PidsScene, Tie } from './scene.ts';
import { standAll, type Standing } from './stands.ts';
import { visibleItems } from './visible.ts';
import { say } from '../say.ts';

/** One process, two numbers or more: the host's tree, and beside it those of the PID namespaces, tied process by process. */
export function layout(world: World, size: Size, options: ViewOptions): PidsScene {
  const moves = options.motion === 'full';
  const forest = forestOf(world, moves);
  const regions = regionsOf(world, forest);
  const emphasis = emphasisOf(world, regions, options);
  const items = visibleItems(forest, regions, foldingOf(world, regions, options));
  const depth = Math.max(0, ...forest.map(({ process }) => process.pids.length - 1));
  const zoom = zoomOf(size, options);
  const measures = measure(drawnWidth(size, zoom), depth);
  const standing = standAll({ world, emphasis, measures, moves }, items);
  const groups = groupsOf({ world, emphasis, measures, moves }, standing, regions);
  const columns = columnsOf(measures, depth, groups.length);
  const headHeight = Math.max(...columns.map(({ titles, notes }) => headOf(titles, notes)));
  const partial = { lines: standing.lines, stands: standing.stands, groups, headHeight };
  const { bottom } = place(partial, Infinity);
  const notes = notesOf(measures);
  const footHeight = notes.length * heights.legend + 38;
  return {
    ...partial,
    width: measures.width,
    height: Math.ceil(bottom + footHeight),
    zoom,
    room: roomOf(size, measures.width, zoom),
    columns,
    ties: tiesOf(standing, regionHues(regions)),
    notes,
    noteX: measures.columns[0]?.x ?? 0,
    footHeight,
    restsAt: restOf(standing),
  };
}

function restOf({ stands }: Standing): number {
  const rests = stands.map(({ row }) => {
    const travel = row.enter === null ? -Infinity : row.enter + durations.travel;
    const flash = row.flashedAt === null ? -Infinity : row.flashedAt + durations.flash;
    const signals = row.arrivals.map(({ at }) => at + durations.signal);
    return Math.max(restsAt(row), travel, flash, ...signals);
  });
  return Math.max(-Infinity, ...rests);
}

function regionHues(regions: readonly Region[]): ReadonlyMap<NamespaceId, number> {
  const hues = new Map<NamespaceId, number>();
  for (const { namespaces, standings, hue } of regions) {
    if (standings.pid === 'own' && hue !== null) hues.set(namespaces.pid, hue);
  }
  return hues;
}

function columnsOf(measures: Measures, depth: number, groups: number): Column[] {
  return measures.columns.map(({ x, width }, i) => ({
    x,
    width,
    titles: wrapText(columnTitle(i), width, { font: 'serif', size: sizes.title }),
    notes: wrapText(columnNote(i, depth, groups), width, { font: 'sans', size: sizes.note }),
  }));
}

function headOf(titles: readonly string[], notes: readonly string[]): number {
  return 20 + titles.length * heights.line + (notes.length - 1) * heights.line + 16;
}

function columnTitle(column: number): string {
  if (column === 0) return say`host`;
  return column === 1 ? say`PID namespaces` : say`${String(column)} levels deep`;
}

function columnNote(column: number, depth: number, groups: number): string {
  if (column === 0) return say`every process has a number here`;
  if (column > 1) return say`inside the one to the left`;
  return depth === 0 || groups === 0 ? say`none yet` : say`each numbers its own from 1`;
}

/** One tie from each column to the next. */
function tiesOf({ lines, stands }: Standing, hues: ReadonlyMap<NamespaceId, number>): Tie[] {
  return lines.flatMap(({ id, stands: own }) =>
    own.slice(1).map((to, i): Tie => {
      const { group, row } = stands[to] ?? {};
      return {
        id: `${id}/${String(i + 1)}`,
        from: own[i] ?? to,
        to,
        hue: row?.mark?.hue ?? (group ? hues.get(group) : undefined) ?? null,
        light: row?.light ?? '',
      };
    }),
  );
}

/** How far a note's text stands from its sign's left, and from the pane's right end. */
const noteInset = 34;

function notesOf({ narrow, width, columns }: Measures): Note[] {
  const room = width - (columns[0]?.x ?? 0) - noteInset;
  const fits = (text: string): boolean => !narrow && textWidth(text, 'sans', sizes.note) <= room;
  const texts: readonly (readonly [Note['sign'], string, string])[] = [
    ['tie', say`one process: its number on the host, and inside`, say`one process, two numbers`],
    [
      'seal',
      say`PID 1 of a namespace: adopts its orphans; when it ends, the kernel kills the rest`,
      say`PID 1: if it ends, all in it end`,
    ],
    ['stopped', say`stopped by a signal, until SIGCONT`, say`stopped, until SIGCONT`],
    [
      'zombie',
      say`zombie: has ended; its number stays taken until its parent asks for the exit status`,
      say`zombie: ended, not yet waited for`,
    ],
  ];
  return texts.map(([sign, long, short], i) => ({
    id: sign,
    sign,
    y: 26 + i * heights.legend,
    text: fits(long) ? long : short,
  }));
}
