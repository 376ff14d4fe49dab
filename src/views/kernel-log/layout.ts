import type { Request, World } from '../../world/model.ts';
import { containerOf } from '../../world/query.ts';
import { forestOf } from '../forest.ts';
import {
  requestGroups,
  drawnWidth,
  zoomOf,
  type Entity,
  type RequestGroup,
  type Size,
  type ViewOptions,
} from '../options.ts';
import { heights } from '../style.ts';
import { regionsOf } from '../regions.ts';
import { fitText, textWidth, wrapText } from '../text.ts';
import { entryText, logOf, type Entry, type Log } from './entries.ts';
import type { GroupHead, LogRow, LogScene } from './scene.ts';
import { decimal } from '../../base/language.ts';
import { requestCount } from '../counts.ts';
import { durationText } from '../parts/words.ts';
import { say } from '../say.ts';

const spare = 6;
const laneWidth = 13;
/** Pane width below which all marks stand in one lane: shape and colour tell the groups apart. */
const oneLane = 620;
/** The letters of who asked: bold ones take more room than they are measured at. */
const whoSize = 12 * 1.1;

interface Measures {
  readonly width: number;
  readonly narrow: boolean;
  readonly margin: number;
  readonly lanesX: number;
  readonly timeX: number;
  readonly whoX: number;
  readonly callX: number;
  readonly sentenceX: number;
  /** Of the head, but for the lines of its title. */
  readonly headHeight: number;
}

/** One row a request, oldest at the top; its group is the lane in which its mark stands. Only rows in the pane are made. */
export function layout(world: World, size: Size, options: ViewOptions): LogScene {
  const zoom = zoomOf(size, options);
  const measures = measure(drawnWidth(size, zoom));
  const log = logOf(world, options);
  const titles = wrapText(log.title, measures.width - 2 * titleX, titleSetting);
  const notes = wrapText(noteOf(log), measures.width - 2 * titleX, sentenceSetting);
  const headHeight = measures.headHeight + (titles.length + notes.length - 1) * heights.line;
  const top = (size.top ?? 0) / zoom;
  const tops = topsOf(log.entries, measures);
  const first = Math.max(0, rowAt(tops, top) - spare);
  const last = rowAt(tops, top + size.height / zoom - headHeight) + 1 + spare;
  const hues = huesOf(world);
  const rows = log.entries
    .slice(first, last)
    .map((entry, i) =>
      rowOf(entry, headHeight + (tops[first + i] ?? 0), { measures, hues, options }),
    );
  const bottom = headHeight + (tops.at(-1) ?? 0) + 12;
  return {
    ...{ width: measures.width, height: bottom, zoom, room: size.height / zoom, bottom, top },
    ...{ rows, headHeight, titles, titleX, title: log.title },
    ...{ timeX: measures.timeX, whoX: measures.whoX, callX: measures.callX },
    sentenceX: measures.sentenceX,
    notes,
    heads: headsOf(log, measures, headHeight),
  };
}

const titleX = 14;
const titleSetting = { font: 'mono', size: 13, most: 2 } as const;

const groupTitles: Readonly<Record<RequestGroup, () => string>> = {
  process: () => say`processes`,
  exec: () => 'exec',
  namespace: () => say`namespaces`,
  mount: () => say`mounts`,
  cgroup: () => say`control groups`,
  network: () => say`network`,
  signal: () => say`signals`,
};

function measure(pane: number): Measures {
  const narrow = pane < 980;
  const small = pane < oneLane;
  const margin = small ? 6 : 14;
  const timeX = margin + (small ? 1 : requestGroups.length) * laneWidth + (small ? 62 : 66);
  const whoX = timeX + 10;
  const callX = narrow ? whoX : whoX + 132;
  const inner = Math.min(pane, 1500);
  return {
    ...{ width: pane, narrow, margin, lanesX: margin, timeX, whoX, callX },
    sentenceX: narrow ? whoX : callX + Math.max(190, (inner - callX) * 0.38),
    headHeight: headTop + headLine * (1 + headRows(pane - 2 * margin)),
  };
}

const headTop = 30;
const headLine = 19;

const headWidth = (group: RequestGroup): number =>
  textWidth(`${groupTitles[group]()} 000`, 'sans', 11.5) + 30;

function headRows(room: number): number {
  let rows = 0;
  let x = 0;
  for (const group of requestGroups) {
    const width = headWidth(group);
    if (x > 0 && x + width > room) {
      rows++;
      x = 0;
    }
    x += width;
  }
  return rows;
}

/** The key of the marks, with how many there are of each. */
function headsOf(
  { counts }: Log,
  { width, margin, headHeight: rest }: Measures,
  headHeight: number,
): GroupHead[] {
  let x = margin;
  let y = headHeight - rest + headTop + headLine / 2;
  return requestGroups.map((group) => {
    const room = headWidth(group);
    if (x > margin && x + room > width - margin) {
      x = margin;
      y += headLine;
    }
    const head = { group, title: groupTitles[group](), count: counts[group], x: x + 8, y };
    x += room;
    return head;
  });
}

function noteOf({ command, entries }: Log): string {
  const many = requestCount(entries.length);
  if (!command) return say`${many} to the kernel`;
  const { startedAt, finishedAt, exit } = command;
  const end =
    finishedAt === null
      ? say`still running`
      : say`exit ${String(exit ?? 0)} after ${durationText(finishedAt - startedAt)}`;
  return say`${many} to the kernel; ${end}`;
}

/** A process has the colour of its container. */
function huesOf(world: World): (entry: Entry) => number | null {
  const regions = regionsOf(world, forestOf(world, false));
  return ({ request }) => {
    const process = request.process === null ? undefined : world.processes.get(request.process);
    const container = process && containerOf(world, process);
    return (
      regions.find((region) => container && region.container?.id === container.id)?.hue ?? null
    );
  };
}

/** What a row says, in lines, and how high that makes it. */
interface Lines {
  readonly calls: readonly string[];
  readonly sentences: readonly string[];
  readonly height: number;
}

const callSetting = { font: 'mono', size: 12 } as const;
const sentenceSetting = { font: 'sans', size: 12 } as const;

/** The lines of each request, as long as it says the same in the same width. */
const known = new WeakMap<
  Request,
  { readonly width: number; readonly said: string; readonly lines: Lines }
>();

function linesOf(entry: Entry, measures: Measures): Lines {
  const { narrow, width, callX, sentenceX } = measures;
  const call = narrow ? `${entry.who} ${entry.call}` : entry.call;
  const said = `${call} ${entry.sentence}`;
  const before = known.get(entry.request);
  if (before?.width === width && before.said === said) return before.lines;
  const calls = wrapText(call, (narrow ? width : sentenceX) - callX - 10, callSetting);
  const sentences = wrapText(entry.sentence, width - sentenceX - 10, sentenceSetting);
  const count = narrow ? calls.length + sentences.length : Math.max(calls.length, sentences.length);
  const lines = { calls, sentences, height: count * heights.line + (narrow ? 8 : 6) };
  known.set(entry.request, { width, said, lines });
  return lines;
}

/** Where each row begins below the head, and where the last one ends. */
function topsOf(entries: readonly Entry[], measures: Measures): readonly number[] {
  const tops = [0];
  for (const entry of entries) tops.push((tops.at(-1) ?? 0) + linesOf(entry, measures).height);
  return tops;
}

/** The row at a height, or the one nearest to it. */
function rowAt(tops: readonly number[], y: number): number {
  let low = 0;
  let high = Math.max(0, tops.length - 2);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((tops[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

function rowOf(
  entry: Entry,
  y: number,
  of: {
    readonly measures: Measures;
    readonly hues: (entry: Entry) => number | null;
    readonly options: ViewOptions;
  },
): LogRow {
  const { request, group, after, who, where } = entry;
  const { narrow, width, callX, whoX, lanesX } = of.measures;
  const lane = width < oneLane ? 0 : requestGroups.indexOf(group);
  const entity: Entity | null =
    request.process === null ? null : { kind: 'process', id: request.process };
  const whoRoom = callX - whoX - 10;
  const named = `${who} ${where}`.trimEnd();
  // The colour says which container it is where its name has no room.
  const names = [named, who, who.replace(/ \(\d+\)$/, '')];
  const name = names.find((each) => textWidth(each, 'sans', whoSize) <= whoRoom) ?? who;
  const { calls, sentences, height } = linesOf(entry, of.measures);
  return {
    ...{ id: entry.id, y, height, entity, group, light: lightOf(entity, of.options) },
    groupX: lanesX + lane * laneWidth + laneWidth / 2,
    time: after >= 1000 ? `${decimal(after / 1000, 2)} s` : `${decimal(after, 1)} ms`,
    who: narrow ? '' : fitText(name, whoRoom, 'sans', whoSize),
    ...{ named, calls, sentences, sentenceY: narrow ? calls.length * heights.line : 0 },
    spoken: entryText(entry),
    hue: of.hues(entry),
    failed: request.error !== undefined,
  };
}

function lightOf(entity: Entity | null, { selected, hovered }: ViewOptions): LogRow['light'] {
  if (!entity) return '';
  if (selected?.kind === 'process' && selected.id === entity.id) return 'selected';
  return hovered?.kind === 'process' && hovered.id === entity.id ? 'hovered' : '';
}
