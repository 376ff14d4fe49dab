import type { World } from '../../world/model.ts';
import { containerOf } from '../../world/query.ts';
import { forestOf } from '../forest.ts';
import {
  requestGroups,
  zoomOf,
  type Entity,
  type RequestGroup,
  type Size,
  type ViewOptions,
} from '../options.ts';
import { regionsOf } from '../regions.ts';
import { fitText, textWidth } from '../text.ts';
import { entryText, logOf, type Entry, type Log } from './entries.ts';
import type { GroupHead, LogRow, LogScene } from './scene.ts';
import { decimal } from '../../base/language.ts';
import { requestCount } from '../counts.ts';
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
  readonly rowHeight: number;
  readonly headHeight: number;
}

/** One line a request, oldest at the top; its group is the lane in which its mark stands. */
export function layout(world: World, size: Size, options: ViewOptions): LogScene {
  const zoom = zoomOf(size, options);
  const measures = measure(size.width / zoom);
  const { headHeight, rowHeight } = measures;
  const log = logOf(world, options);
  const top = (size.top ?? 0) / zoom;
  const first = Math.max(0, Math.floor(top / rowHeight) - spare);
  const last = Math.ceil((top + size.height / zoom - headHeight) / rowHeight) + spare;
  const hues = huesOf(world);
  const rows = log.entries
    .slice(first, last)
    .map((entry, i) =>
      rowOf(entry, headHeight + (first + i) * rowHeight, { measures, hues, options }),
    );
  const bottom = headHeight + log.entries.length * rowHeight + 12;
  return {
    ...{ width: measures.width, height: bottom, zoom, room: size.height / zoom, bottom, top },
    ...{ rows, rowHeight, headHeight },
    ...{ timeX: measures.timeX, whoX: measures.whoX, callX: measures.callX },
    sentenceX: measures.sentenceX,
    sentenceDy: measures.narrow ? 16 : 0,
    title: fitText(log.title, measures.width - 24, 'mono', 13),
    note: noteOf(log),
    heads: headsOf(log, measures),
  };
}

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
    sentenceX: narrow ? whoX : callX + Math.max(190, (inner - callX) * 0.42),
    rowHeight: narrow ? 40 : 22,
    headHeight: headTop + headLine * (1 + headRows(pane - 2 * margin)),
  };
}

const headTop = 46;
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
function headsOf({ counts }: Log, { width, margin }: Measures): GroupHead[] {
  let x = margin;
  let y = headTop + headLine / 2;
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
      : say`exit ${String(exit ?? 0)} after ${String(Math.round(finishedAt - startedAt))} ms`;
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

function rowOf(
  entry: Entry,
  y: number,
  of: {
    readonly measures: Measures;
    readonly hues: (entry: Entry) => number | null;
    readonly options: ViewOptions;
  },
): LogRow {
  const { request, group, after, call, who, where, sentence } = entry;
  const { narrow, width, callX, whoX, sentenceX, lanesX } = of.measures;
  const lane = width < oneLane ? 0 : requestGroups.indexOf(group);
  const end = narrow ? width : sentenceX;
  const entity: Entity | null =
    request.process === null ? null : { kind: 'process', id: request.process };
  const whoRoom = callX - whoX - 10;
  const named = `${who} ${where}`.trimEnd();
  // The colour says which container it is where its name has no room.
  const fits = textWidth(named, 'sans', whoSize) <= whoRoom;
  const shown = narrow ? `${who} ${call}` : call;
  return {
    ...{ id: entry.id, y, entity, group, light: lightOf(entity, of.options) },
    groupX: lanesX + lane * laneWidth + laneWidth / 2,
    time: after >= 1000 ? `${decimal(after / 1000, 2)} s` : `${decimal(after, 1)} ms`,
    who: narrow ? '' : fitText(fits ? named : who, whoRoom, 'sans', whoSize),
    call: fitText(shown, end - callX - 10, 'mono', 12),
    sentence: fitText(sentence, width - sentenceX - 10, 'sans', 12),
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
