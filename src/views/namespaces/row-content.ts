import type { World } from '../../world/model.ts';
import { processKey, regionKey } from '../folding.ts';
import { countBelow, type Node } from '../forest.ts';
import type { Lifetime } from '../motion.ts';
import { label, processLabels } from '../process-labels.ts';
import {
  processArguments,
  processName,
  processState,
  setsChildrenApart,
  shapeOf,
  spokenNumbers,
} from '../process-text.ts';
import { regionEntity, regionNotes, regionTitle } from '../region-title.ts';
import type { Region, Standing } from '../regions.ts';
import { blankRow, type Bead, type Label, type Mark, type Row } from '../row.ts';
import { heights, kindLetters, sizes } from '../style.ts';
import { textWidth } from '../text.ts';
import { markAt, type Measures } from './measures.ts';
import type { Setting } from './setting.ts';
import { processCount } from '../counts.ts';
import { isolates } from '../kind-words.ts';
import { say } from '../say.ts';

const headHeight = 82;
const headMiddle = 62;
/** From a mark's middle to its text. */
const toText = 11;
const pipStep = 10;

/** The host's line: names of the eight lanes, its own beads, heads of the columns. */
export function headRow(setting: Setting, region: Region): Row {
  const { measures, world, emphasis } = setting;
  const { markX, innerX, outerX, numberWidth, narrow } = measures;
  const limit = innerX - numberWidth;
  const head = (id: string, x: number, text: string, full: string): Label =>
    label({ id, x, anchor: 'end', text, full, style: 'note' }, numberWidth - 4);
  return {
    ...blankRow,
    id: 'region/host',
    height: headHeight,
    middle: headMiddle,
    entity: regionEntity(region),
    label: `${regionTitle(region)}${spokenNotes(world, region)}`,
    light: emphasis.region(region),
    hit: { x: markX - 10, width: outerX + 6 - markX + 10 },
    labels: [
      ...titleLabels(world, region, markX - 4, limit),
      head(
        'inner',
        innerX,
        narrow ? say`here` : say`PID here`,
        say`Its number in its own PID namespace`,
      ),
      head(
        'outer',
        outerX,
        narrow ? say`host` : say`on host`,
        say`Its number in the first PID namespace`,
      ),
    ],
    beads: beadsOf(setting, region),
  };
}

export function titleRow(
  setting: Setting,
  { region, depth, folded }: { region: Region; depth: number; folded: boolean },
): Row {
  const { measures, emphasis, world } = setting;
  const x = markAt(measures, depth);
  const living = region.members.filter(({ leftAt }) => leftAt === null);
  const title = regionTitle(region);
  const room = measures.outerX - x - toText;
  const pips = folded ? pipsOf(region, measures) : [];
  const reserved = folded ? Math.min(living.length, pipLimit(measures)) * pipStep + 34 : 0;
  const labels = titleLabels(world, region, x + toText, x + toText + room - reserved);
  if (living.length > pips.length && folded) {
    const more = `+${String(living.length - pips.length)}`;
    const at = measures.outerX;
    labels.push(label({ id: 'count', x: at, anchor: 'end', text: more, style: 'count' }, 30));
  }
  return {
    ...blankRow,
    id: regionKey(region),
    height: heights.title,
    middle: heights.title / 2 + 1,
    entity: regionEntity(region),
    label: `${title}${spokenNotes(world, region)}, ${processCount(living.length)}`,
    level: depth + 1,
    fold: { key: regionKey(region), open: !folded, x },
    light: emphasis.region(region),
    hit: { x: x - 8, width: measures.outerX - x + 8 },
    labels,
    beads: beadsOf(setting, region),
    pips,
  };
}

function titleLabels(world: World, region: Region, x: number, limit: number): Label[] {
  const name = regionTitle(region);
  const notes = regionNotes(world, region);
  // The names of others may be cut, ours may not.
  const share = notes.length > 0 && region.container ? 0.66 : 1;
  const title = label(
    { id: 'title', x, text: name, style: 'title', font: 'serif', size: sizes.title },
    (limit - x) * share,
  );
  const after = x + textWidth(title.text, 'serif', sizes.title) + 10;
  const full = notes.join(between);
  const text = notesIn(notes, limit - after, region.container ? 1 : 0);
  return [title, label({ id: 'note', x: after, text, full, style: 'note' }, limit - after)];
}

const between = '  ·  ';

/** As many of the notes as have room, at least so many: half a note says nothing, half an image’s name may do. */
function notesIn(notes: readonly string[], room: number, least: number): string {
  const fits = (count: number): boolean =>
    textWidth(notes.slice(0, count).join(between), 'sans', sizes.note) <= room;
  let count = notes.length;
  while (count > least && !fits(count)) count--;
  return notes.slice(0, count).join(between);
}

function spokenNotes(world: World, region: Region): string {
  const notes = regionNotes(world, region);
  return notes.length > 0 ? `, ${notes.join(', ')}` : '';
}

const pipLimit = (measures: Measures): number => (measures.narrow ? 5 : 16);

function pipsOf(region: Region, measures: Measures): Mark[] {
  const all = region.members.filter(({ leftAt }) => leftAt === null);
  const shown = all.slice(0, pipLimit(measures));
  const start = measures.outerX - (all.length > shown.length ? 34 : 6);
  return shown.map((node, i) => ({
    x: start - (shown.length - 1 - i) * pipStep,
    shape: shapeOf(node),
    hue: region.hue,
  }));
}

const standingWords: Readonly<Record<Standing, () => string>> = {
  own: () => say`its own`,
  joined: () => say`joined`,
  inherited: () => say`the enclosing region’s`,
  host: () => say`the host’s`,
};

function beadsOf({ measures, emphasis, world, moves }: Setting, region: Region): Bead[] {
  return measures.lanes.map(({ kind, x }) => {
    const id = region.namespaces[kind];
    const standing = region.standings[kind];
    const home = region.homes[kind];
    const whose = home ? say`that of ${regionTitle(home)}` : standingWords[standing]();
    const since = world.namespaces.get(id)?.since ?? null;
    const at = standing === 'own' ? since : region.since;
    return {
      id: `${region.id}/${kind}`,
      x,
      kind,
      letter: kindLetters[kind],
      standing,
      entity: { kind: 'namespace', id },
      label:
        region.id === 'host'
          ? say`${kind} namespace of the host: ${isolates(kind)}`
          : say`${kind} namespace: ${whose} (${id})`,
      light: emphasis.namespace(id),
      at:
        moves && region.id !== 'host' && (standing === 'own' || standing === 'joined') ? at : null,
    };
  });
}

interface ProcessPlace {
  readonly node: Node;
  readonly region: Region;
  readonly depth: number;
  readonly folded: boolean;
  /** Children in the same region. */
  readonly own: number;
}

export function processRow(setting: Setting, place: ProcessPlace): Row {
  const { node, region, depth, folded, own } = place;
  const { measures, emphasis, moves } = setting;
  const { process } = node;
  const x = markAt(measures, depth);
  const inside = process.pids.length > 1;
  const numbers = inside ? measures.numberWidth * 2 : measures.numberWidth;
  const count = folded ? countBelow(node) : own >= 4 ? 0 : null;
  const { labels, foldX } = processLabels(node, {
    x: x + toText,
    limit: measures.outerX - numbers,
    withArguments: true,
    withState: true,
    folded: count,
  });
  return {
    ...blankRow,
    ...lifeOf(node, region, moves),
    id: processKey(node),
    height: heights.process,
    middle: heights.process / 2,
    entity: { kind: 'process', id: process.id },
    label: spokenProcess(node, region),
    level: depth + 1,
    fold: own > 0 || folded ? { key: processKey(node), open: !folded, x: foldX } : null,
    light: emphasis.process(node),
    dim: emphasis.isDimmed(node),
    hit: { x: x - 8, width: measures.outerX + 6 - x + 8 },
    mark: { x, shape: shapeOf(node), hue: region.hue },
    labels: [...labels, ...numberLabels(node, measures)],
    chipX: measures.outerX - numbers,
    flashedAt: moves ? process.execedAt : null,
    from: moves && node.parent ? processKey(node.parent) : null,
  };
}

function numberLabels({ process }: Node, { innerX, outerX, numberWidth }: Measures): Label[] {
  const inner = process.pids.length > 1 ? process.pids[process.pids.length - 1] : undefined;
  const number = (id: string, x: number, pid: number, style: 'number' | 'outer'): Label =>
    label(
      { id, x, anchor: 'end', text: String(pid), style, font: 'mono', size: sizes.number },
      numberWidth,
    );
  if (inner === undefined) return [number('host', outerX, process.pid, 'number')];
  return [
    number('inner', innerX, inner, 'number'),
    number('host', outerX, process.pids[0] ?? process.pid, 'outer'),
  ];
}

function spokenProcess(node: Node, region: Region): string {
  const command = [processName(node), processArguments(node)].filter(Boolean).join(' ');
  const below = countBelow(node);
  return [
    command,
    spokenNumbers(node.process, regionTitle(region)),
    processState(node),
    below > 0 ? say`${String(below)} below it` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** It enters when it is born, or when it comes over from another region; changing only where its children go is no move. */
function lifeOf(node: Node, region: Region, moves: boolean): Lifetime {
  if (!moves) return { enter: null, leave: null };
  const { movedAt, since } = node.process;
  const stayed = setsChildrenApart(node.process) && region.id === 'host';
  return { enter: stayed ? since : (movedAt ?? since), leave: node.leftAt };
}

export function moreRow(
  measures: Measures,
  { key, more, depth }: { key: string; more: number; depth: number },
): Row {
  const x = markAt(measures, depth);
  const text = more > 0 ? say`${String(more)} more` : say`show fewer`;
  return {
    ...blankRow,
    id: key,
    height: heights.process,
    middle: heights.process / 2,
    label: text,
    level: depth + 1,
    fold: { key, open: more === 0, x },
    hit: { x: x - 8, width: 120 },
    labels: [label({ id: 'count', x: x + toText, text, style: 'count' }, 110)],
  };
}
