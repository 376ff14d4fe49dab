import type { Exchange, World } from '../../world/model.ts';
import type { Entity } from '../options.ts';
import { textWidth, wrapText } from '../text.ts';
import { isDimmed, lightOf } from './contents.ts';
import { isOf, operationCounts, totalsOf, type Of } from './exchanges.ts';
import { sizes } from './items.ts';
import type { Measures } from './measures.ts';
import type { GlyphName, Item, Label } from './scene.ts';
import type { Shown } from './shown.ts';
import {
  countText,
  durationText,
  exchangeSentence,
  hasFailed,
  resultOf,
  saidOf,
  waysOf,
} from './words.ts';
import { messageCount } from '../counts.ts';
import { say } from '../say.ts';

/** Messages to the agent that follow one another stand in one line, until it is unfolded. */
const leastGroup = 3;

type Entry = Exchange | { readonly fold: string; readonly members: readonly Of<'operations'>[] };

/** What was said, a line each, in the order in which it was said. */
export function ledgerItems(world: World, shown: Shown, m: Measures, top: number): Item[] {
  const began = shown.command?.sentAt ?? shown.traffic[0]?.sentAt ?? 0;
  const items: Item[] = [];
  let y = top;
  const add = (item: Item): void => {
    items.push(item);
    y += item.height;
  };
  for (const entry of grouped(shown.traffic)) {
    if (!('members' in entry)) {
      add(exchangeItem(world, entry, { shown, m, y, began, level: 1 }));
      continue;
    }
    const open = shown.options.opened.has(entry.fold);
    add(groupItem(entry, { m, y, began, open }));
    if (!open) continue;
    for (const each of entry.members)
      add(exchangeItem(world, each, { shown, m, y, began, level: 2 }));
  }
  return items;
}

function grouped(traffic: readonly Exchange[]): Entry[] {
  const entries: Entry[] = [];
  let run: Of<'operations'>[] = [];
  const close = (): void => {
    const [first] = run;
    if (first && run.length >= leastGroup)
      entries.push({ fold: `parts/operations/${first.id}`, members: run });
    else entries.push(...run);
    run = [];
  };
  for (const exchange of traffic) {
    if (isOf(exchange, 'operations')) {
      run.push(exchange);
      continue;
    }
    close();
    entries.push(exchange);
  }
  close();
  return entries;
}

const glyphs: Readonly<Record<Exchange['subject']['kind'], GlyphName>> = {
  command: 'attach',
  operations: 'operations',
  registry: 'registry',
  layer: 'registry',
  event: 'event',
  attach: 'attach',
};

interface Line {
  readonly time: string;
  readonly ways: string;
  readonly said: string;
  /** The same with nothing left out. */
  readonly whole: string;
  readonly result: string;
}

function exchangeItem(
  world: World,
  exchange: Exchange,
  of: {
    readonly shown: Shown;
    readonly m: Measures;
    readonly y: number;
    readonly began: number;
    readonly level: number;
  },
): Item {
  const { subject, id, sentAt } = exchange;
  const skipped = subject.kind === 'layer' && subject.outcome === 'exists';
  const entity: Entity = { kind: 'exchange', id };
  const said = saidOf(exchange, world);
  const whole = subject.kind === 'registry' ? subject.request : said;
  const line = {
    ...{ ways: waysOf(exchange), said, whole, result: resultOf(exchange) },
    time: `+${durationText(Math.max(0, sentAt - of.began))}`,
  };
  const { options } = of.shown;
  return {
    ...rowOf(`exchange ${id}`, line, of.m, of.y),
    ...{ level: of.level, entity, failed: hasFailed(exchange) },
    slabs:
      subject.kind === 'layer'
        ? [{ x: glyphX(of.m) - 8, y: 6, width: 16, look: skipped ? 'skipped' : 'whole' }]
        : [],
    glyph:
      subject.kind === 'layer' ? null : { name: glyphs[subject.kind], x: glyphX(of.m), y: 10.5 },
    light: lightOf([entity], (one) => isNear(exchange, one), options),
    dim: isDimmed([said, line.ways, line.result], options),
    spoken: `${line.time}, ${exchangeSentence(exchange, world)}`,
  };
}

function isNear({ subject }: Exchange, entity: Entity): boolean {
  if (subject.kind === 'event') return entity.id === subject.subject;
  return subject.kind === 'attach' && entity.id === subject.container;
}

function groupItem(
  { fold, members }: Extract<Entry, { fold: string }>,
  of: { readonly m: Measures; readonly y: number; readonly began: number; readonly open: boolean },
): Item {
  const { count } = totalsOf(members);
  const [first] = members;
  const last = members.at(-1);
  const ended = last?.answer?.at ?? last?.sentAt ?? 0;
  const said = `${messageCount(count)}: ${countText(operationCounts(members))}`;
  const line = {
    ...{ ways: say`engine → agent`, said, whole: said },
    time: `+${durationText(Math.max(0, (first?.sentAt ?? 0) - of.began))}`,
    result: durationText(Math.max(0, ended - (first?.sentAt ?? 0))),
  };
  return {
    ...rowOf(fold, line, of.m, of.y),
    ...{ fold, open: of.open, glyph: { name: 'group', x: glyphX(of.m), y: 10.5 } },
    spoken: `${line.time}, ${line.ways}: ${said} (${line.result})`,
  };
}

/** Below this width what was said stands below who said it. */
const oneColumn = 720;
const isNarrow = ({ width }: Measures): boolean => width < oneColumn;

const glyphX = (m: Measures): number => m.margin + (isNarrow(m) ? 64 : 72);

function rowOf(id: string, line: Line, m: Measures, y: number): Item {
  const labels = isNarrow(m) ? narrowLabels(line, m) : wideLabels(line, m);
  const height = Math.max(...labels.map((label) => label.y)) + 6.5;
  return {
    ...{ id, kind: 'exchange', x: 0, y, width: m.width, height, level: 1 },
    ...{ entity: null, fold: null, open: false, labels, slabs: [], glyph: null, hue: null },
    ...{ light: '', dim: false, failed: false, spoken: '' },
  };
}

const waysWidth = 172;
const first = 14.5;
const lineStep = 15.5;
/** What was said is told in so many lines; the rest is in its card. */
const mostLines = 3;

function saidLines(
  { said, whole }: Line,
  room: number,
  { x, y }: { readonly x: number; readonly y: number },
): Label[] {
  const setting = { font: 'mono', size: sizes.code, most: mostLines } as const;
  return wrapText(said, room, setting).map((line, i) => ({
    ...{ text: line, full: line.endsWith('…') ? whole : line },
    ...{ x, y: y + i * lineStep, look: 'code' },
  }));
}

function wideLabels(line: Line, m: Measures): Label[] {
  const { time, ways, result } = line;
  const x = glyphX(m);
  const end = m.width - m.margin - 4;
  const saidX = x + 16 + waysWidth;
  const room = end - textWidth(result, 'sans', sizes.note) - 14 - saidX;
  return [
    { text: time, x: x - 14, y: first, look: 'figure', end: true },
    ...waysLines(ways, waysWidth - 8, x + 16),
    ...saidLines(line, room, { x: saidX, y: first }),
    { text: result, x: end, y: first, look: 'figure', end: true },
  ];
}

function waysLines(ways: string, room: number, x: number): Label[] {
  return wrapText(ways, room, { font: 'sans', size: sizes.note }).map((text, i) => ({
    ...{ text, x, y: first + i * lineStep, look: 'note' },
  }));
}

/** Who speaks to whom above what is said; what came back at the right of either, or below. */
function narrowLabels(line: Line, m: Measures): Label[] {
  const { time, ways, result } = line;
  const x = glyphX(m) + 14;
  const end = m.width - m.margin - 4;
  const above = waysLines(ways, end - x, x);
  const lines = saidLines(line, end - x, { x, y: first + above.length * lineStep });
  const taken = (text: string, font: 'sans' | 'mono'): number =>
    textWidth(text, font, sizes.note) + textWidth(result, 'sans', sizes.note) + 12;
  const last = lines.at(-1) ?? above.at(-1);
  const y =
    above.length === 1 && taken(ways, 'sans') <= end - x
      ? first
      : (last?.y ?? first) + (taken(last?.text ?? '', 'mono') <= end - x ? 0 : lineStep);
  return [
    { text: time, x: x - 26, y: first, look: 'figure', end: true },
    ...above,
    { text: result, x: end, y, look: 'figure', end: true },
    ...lines,
  ];
}
