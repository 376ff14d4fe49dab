import type { World } from '../../world/model.ts';
import { drawnWidth, zoomOf, type Entity, type Size, type ViewOptions } from '../options.ts';
import { durations, sizes } from '../style.ts';
import { fitText, textWidth } from '../text.ts';
import { columnsOf } from './heads.ts';
import { slotsOf, type Slot } from './columns.ts';
import { legendOf, legendHeight } from './legend.ts';
import { measure, type Measures } from './measures.ts';
import { rowContent } from './row-content.ts';
import { linesOf, type Line } from './rows.ts';
import type { LayersScene, Light, SceneRow } from './scene.ts';
import { laneHeads, totalsOf } from './tallies.ts';
import { shownOf, type Node, type Shown } from './tree.ts';
import { nameSentence } from './words.ts';
import { say } from '../say.ts';

/** Rows above and below the pane that are drawn as well, so that scrolling finds them there. */
const spare = 6;

/** Where everything stands: names down the page, layers across, what is seen at the left. */
export function layout(world: World, size: Size, options: ViewOptions): LayersScene {
  const zoom = zoomOf(size, options);
  const shown = shownOf(world, options);
  const slots = slotsOf(shown.stacks);
  const measures = measure(drawnWidth(size, zoom), slots, {
    lanes: shown.stacks.length,
    totals: totalsOf(world, shown, slots),
  });
  const lines = linesOf(shown, options);
  const { headHeight, rowHeight, margin } = measures;
  const top = (size.top ?? 0) / zoom;
  const first = Math.max(0, Math.floor(top / rowHeight) - spare);
  const last = Math.ceil((top + size.height / zoom - headHeight) / rowHeight) + spare;
  const setting = { shown, slots, measures, options };
  const rows = lines
    .slice(first, last)
    .map((line, i) => sceneRow(line, headHeight + (first + i) * rowHeight, setting));
  const end = headHeight + lines.length * rowHeight;
  const legend = legendOf(measures, end + 16, shown.stacks.length);
  const bottom = end + (lines.length > 0 ? legendHeight(measures, shown.stacks.length) : 60);
  return {
    ...{ width: measures.width, height: bottom, zoom, bottom },
    room: size.height / zoom,
    ...{ rows, rowHeight, headHeight, top, legend: lines.length > 0 ? legend : [] },
    lanes: laneHeads(shown, measures),
    columns: columnsOf(world, { shown, slots, measures, options }),
    eyeX: measures.eyeX,
    totals: measures.totals,
    totalsY: measures.totalsY,
    columnsY: measures.columnsY,
    nameX: margin,
    nameHead: shown.stacks.length === 0 ? '' : nameHeadOf(measures),
    motion: options.motion === 'full',
    restsAt: restsAt(rows),
  };
}

function nameHeadOf({ columns, margin, nameWidth }: Measures): string {
  const room = (columns[0]?.x ?? margin + nameWidth) - margin - 6;
  const whole = say`merged: what is seen`;
  return textWidth(whole, 'sans', sizes.note) <= room ? whole : say`merged`;
}

interface Setting {
  readonly shown: Shown;
  readonly slots: readonly Slot[];
  readonly measures: Measures;
  readonly options: ViewOptions;
}

function sceneRow(line: Line, y: number, setting: Setting): SceneRow {
  const { margin, indent, nameWidth, narrow } = setting.measures;
  const deepest = narrow ? 5 : 12;
  const x = margin + Math.min(line.depth, deepest) * indent;
  const common = { y, x, level: line.depth + 1, noteX: 0, note: '' };
  if (line.kind === 'rest') {
    const full = say`${String(line.count)} more, unchanged`;
    const room = nameWidth - (x - margin) - 18;
    const fits = textWidth(full, 'sans', sizes.name) <= room;
    const label = fits ? full : say`${String(line.count)} unchanged`;
    return {
      ...{ ...common, id: line.fold, kind: 'rest', entity: null, fold: line.fold, open: false },
      ...{
        label,
        full,
        directory: false,
        gone: false,
        changed: false,
        light: '',
        sentence: full,
      },
      ...{ lanes: [], walls: [], cells: [] },
    };
  }
  const { node, fold, open } = line;
  const entity: Entity = { kind: 'file', id: node.path };
  const room = nameWidth - (x - margin) - 18;
  const suffix = node.directory ? '/' : '';
  const label = fitText(line.label + suffix, room, 'mono', 12.5);
  const gone = node.lanes.every((name) => !name || name.provider < 0);
  return {
    ...common,
    ...{ id: node.path, kind: 'name', entity, fold, open, label, gone, full: line.label + suffix },
    directory: node.directory,
    changed: isChanged(node),
    ...noteOf(line, x, label, room),
    sentence: sentenceOf(node, setting),
    light: lightOf(entity, setting.options),
    ...rowContent(node, setting),
  };
}

/** How much is folded away. */
function noteOf(
  { node, fold, open }: Extract<Line, { kind: 'name' }>,
  x: number,
  label: string,
  room: number,
): { note: string; noteX: number } {
  const used = label.length * 12.5 * 0.605;
  if (fold === null || open || room - used < 52) return { note: '', noteX: 0 };
  return { note: String(node.below), noteX: x + 18 + used + 8 };
}

const isChanged = ({ lanes }: Node): boolean =>
  lanes.some((name) => name && name.change !== 'same' && name.change !== 'hidden');

function sentenceOf(node: Node, { shown }: Setting): string {
  const many = shown.stacks.length > 1;
  return node.lanes
    .flatMap((name, i) => {
      const stack = shown.stacks[i];
      if (!name || !stack) return [];
      const sentence = nameSentence(name, stack, shown.own[i] ?? -1);
      return [many ? `${stack.title}: ${sentence}` : sentence];
    })
    .join(' ');
}

function lightOf(entity: Entity, { selected, hovered }: ViewOptions): Light {
  if (selected?.kind === 'file' && selected.id === entity.id) return 'selected';
  return hovered?.kind === 'file' && hovered.id === entity.id ? 'hovered' : '';
}

function restsAt(rows: readonly SceneRow[]): number {
  let last = -Infinity;
  for (const { cells } of rows)
    for (const { since, changedAt } of cells)
      last = Math.max(
        last,
        (since ?? -Infinity) + durations.copy,
        (changedAt ?? -Infinity) + durations.ring,
      );
  return last;
}
