import { defaultLaptop, type ViewOptions } from '../options.ts';
import type { Facts } from './facts.ts';
import { label, longestThatFits, widthOf, wrap } from './labels.ts';
import { chartHeight } from './measures.ts';
import { howMany, seriesOf, valueAt, type Quantity, type Series } from './projection.ts';
import type { Chart, ChartLine, Label } from './scene.ts';
import { roughly, sizeText, timeText } from './words.ts';
import { say } from '../say.ts';

const titles: Readonly<Record<Quantity, () => string>> = {
  memory: () => say`Memory`,
  disk: () => say`Disk`,
  start: () => say`Time to start, one after the other`,
};
/** Where that has no room. */
const briefTitles: Readonly<Record<Quantity, () => string>> = {
  ...titles,
  start: () => say`Time to start in turn`,
};
const quantities: readonly Quantity[] = ['memory', 'disk', 'start'];
const giga = 1e9;
/** The axis begins here at the latest: bytes, or milliseconds. */
const floors: Readonly<Record<Quantity, number>> = { memory: 1e6, disk: 1e7, start: 1e3 };
/** Fewest and most decades of numbers that are drawn. */
const decades = { least: 2, most: 5 };
const inset = { left: 46, right: 10, top: 28, bottom: 30 };
const steps = 24;

export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Memory, disk and start time of n containers and of n machines, both axes in powers of ten. */
export function chartsOf(facts: Facts, options: ViewOptions, cells: readonly Cell[]): Chart[] {
  const laptop = laptopOf(options) * giga;
  const span = decadesOf(seriesOf(facts, 'memory'), laptop);
  return quantities.flatMap((quantity, i) => {
    const cell = cells[i];
    return cell ? [chartOf(quantity, { facts, cell, laptop, span })] : [];
  });
}

export const laptopOf = ({ machines }: ViewOptions): number => machines?.laptop ?? defaultLaptop;

/** As many as it takes to show where the laptop is full. */
function decadesOf(series: readonly Series[], laptop: number): number {
  const most = Math.max(1, ...series.map((each) => howMany(each, laptop)));
  return Math.min(decades.most, Math.max(decades.least, Math.ceil(Math.log10(most * 1.5))));
}

interface Drawn {
  readonly facts: Facts;
  readonly cell: Cell;
  readonly laptop: number;
  readonly span: number;
}

interface Scale {
  x(n: number): number;
  y(value: number): number;
  readonly low: number;
  readonly high: number;
}

function chartOf(quantity: Quantity, drawn: Drawn): Chart {
  const { facts, cell, laptop, span } = drawn;
  const series = seriesOf(facts, quantity);
  const limit = quantity === 'memory' ? laptop : null;
  const scale = scaleOf(series, { cell, span, limit, floor: floors[quantity] });
  const right = cell.x + cell.width - inset.right;
  const crossings = series.flatMap((each) => {
    const n = limit === null ? 0 : howMany(each, limit);
    return limit !== null && n >= 1 && n <= 10 ** span
      ? [{ x: scale.x(n), y: scale.y(limit) }]
      : [];
  });
  const left = cell.x + inset.left;
  return {
    ...{ id: quantity, x: left, y: cell.y + inset.top, width: right - left },
    height: chartHeight - inset.top - inset.bottom,
    grid: gridOf(scale, cell, span),
    lines: series.map((each) => lineOf(each, scale, span)),
    limit: limit === null ? null : `M${px(left)},${px(scale.y(limit))}H${px(right)}`,
    crossings,
    labels: [
      titleOf(quantity, cell),
      ...axisLabels(quantity, scale, cell, span),
      ...(limit === null ? [] : [limitOf(laptop, left, scale.y(limit), crossings)]),
      ...(series.length === 0 ? [nothing(cell)] : []),
    ],
    sentence: sentenceOf(quantity, series),
  };
}

/** Above the line of the laptop's memory, up to where the first series meets it. */
function limitOf(
  laptop: number,
  left: number,
  y: number,
  crossings: readonly { readonly x: number }[],
): Label {
  const x = left + 4;
  const room = Math.min(...crossings.map((each) => each.x)) - x - 14;
  const texts = [say`the laptop’s memory`, `${String(laptop / giga)} GB`];
  return label(longestThatFits(texts, room, 'small'), { x, y: y - 4, style: 'small' });
}

function titleOf(quantity: Quantity, { x, y, width }: Cell): Label {
  const texts = [titles[quantity](), briefTitles[quantity]()];
  const text = longestThatFits(texts, width, 'strong');
  return label(text, { x, y: y + 14, style: 'strong', room: width });
}

function nothing(cell: Cell): Label {
  const x = cell.x + (cell.width + inset.left) / 2;
  const y = cell.y + chartHeight / 2;
  const room = cell.width - inset.left - 20;
  return label(say`nothing measured yet`, { x, y, style: 'note', anchor: 'middle', room });
}

function scaleOf(
  series: readonly Series[],
  { cell, span, limit, floor }: { cell: Cell; span: number; limit: number | null; floor: number },
): Scale {
  const values = series.flatMap((each) => [
    ...each.measured.map(({ value }) => value),
    valueAt(each, 1),
    valueAt(each, 10 ** span),
  ]);
  const seen = [...values, ...(limit === null ? [] : [limit])].filter((value) => value > 0);
  const low = Math.floor(Math.log10(Math.min(...values.filter((value) => value > 0), floor)));
  const top = limit === null ? Math.max(...seen, 10 ** (low + 2)) : limit * 3;
  const high = Math.max(low + 1, Math.ceil(Math.log10(top)));
  const x0 = cell.x + inset.left;
  const y0 = cell.y + chartHeight - inset.bottom;
  const xPer = (cell.width - inset.left - inset.right) / span;
  const yPer = (chartHeight - inset.top - inset.bottom) / (high - low);
  return {
    x: (n) => x0 + Math.log10(Math.max(1, n)) * xPer,
    y: (value) => y0 - (Math.log10(Math.max(10 ** low, value)) - low) * yPer,
    low,
    high,
  };
}

function gridOf(scale: Scale, cell: Cell, span: number): string {
  const left = scale.x(1);
  const right = cell.x + cell.width - inset.right;
  const bottom = scale.y(10 ** scale.low);
  const top = scale.y(10 ** scale.high);
  let path = '';
  for (let i = 0; i <= span; i++) path += `M${px(scale.x(10 ** i))},${px(top)}V${px(bottom)}`;
  for (let i = scale.low; i <= scale.high; i++)
    path += `M${px(left)},${px(scale.y(10 ** i))}H${px(right)}`;
  return path;
}

function lineOf(series: Series, scale: Scale, span: number): ChartLine {
  const points = series.measured.map(({ n, value }) => ({ x: scale.x(n), y: scale.y(value) }));
  const last = series.measured.at(-1) ?? { n: 1, value: 0 };
  const from = Math.log10(last.n);
  // What was measured ends where it ends; from there on every further one takes what they take on average.
  const ahead = Array.from(
    { length: steps },
    (_, i) => 10 ** (from + ((span - from) * (i + 1)) / steps),
  )
    .map((n) => ({ n, value: last.value + series.each * (n - last.n) }))
    .filter(({ value }) => value <= 10 ** scale.high);
  return {
    of: series.of,
    points,
    measured: pathThrough(points),
    extrapolated: pathThrough([
      { x: scale.x(last.n), y: scale.y(last.value) },
      ...ahead.map(({ n, value }) => ({ x: scale.x(n), y: scale.y(value) })),
    ]),
  };
}

const pathThrough = (points: readonly { readonly x: number; readonly y: number }[]): string =>
  points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${px(x)},${px(y)}`).join('');

const px = (value: number): string => String(Math.round(value * 10) / 10);

function axisLabels(quantity: Quantity, scale: Scale, cell: Cell, span: number): Label[] {
  const text = quantity === 'start' ? longTime : longSize;
  const labels: Label[] = [];
  const every = scale.high - scale.low > 5 ? 2 : 1;
  for (let i = scale.low; i <= scale.high; i += every)
    labels.push(
      label(text(10 ** i).replace(/[.,]0(?= )/, ''), {
        ...{ x: scale.x(1) - 5, y: scale.y(10 ** i) + 4, style: 'small', anchor: 'end' },
      }),
    );
  const y = scale.y(10 ** scale.low) + 13;
  const lastX = scale.x(10 ** span) + 4;
  const free = lastX - widthOf(grouped(10 ** span), 'small') - 4;
  for (let i = 0; i < span; i++) {
    const [x, text] = [scale.x(10 ** i), grouped(10 ** i)];
    if (x + widthOf(text, 'small') / 2 < free)
      labels.push(label(text, { x, y, style: 'small', anchor: 'middle' }));
  }
  labels.push(label(grouped(10 ** span), { x: lastX, y, style: 'small', anchor: 'end' }));
  const x = cell.x + cell.width - inset.right;
  labels.push(label(say`how many`, { x, y: y + 12, style: 'small', anchor: 'end' }));
  return labels;
}

/** "1", "100", "10k": there is little room below an axis. */
const grouped = (n: number): string => (n < 1000 ? String(n) : `${String(n / 1000)}k`);

const tera = 1e12;

const longSize = (bytes: number): string =>
  bytes < tera ? sizeText(bytes) : `${String(Math.round(bytes / tera))} TB`;

function longTime(ms: number): string {
  if (ms < 60_000) return timeText(ms);
  return ms < 3_600_000
    ? `${String(Math.round(ms / 60_000))} min`
    : `${String(Math.round(ms / 3_600_000))} h`;
}

function sentenceOf(quantity: Quantity, series: readonly Series[]): string {
  const text = quantity === 'start' ? timeText : sizeText;
  const parts = series.map((each) => {
    const last = each.measured.at(-1);
    const name = each.of === 'containers' ? say`containers` : say`virtual machines`;
    const seen = say`measured ${last?.n ?? 0} ${name}: ${text(last?.value ?? 0)}`;
    return each.once > 0
      ? say`${seen}; extrapolated ${text(each.each)} for each more and ${text(each.once)} once`
      : say`${seen}; extrapolated ${text(each.each)} for each more`;
  });
  return `${titles[quantity]()}: ${parts.join('. ') || say`nothing measured yet`}.`;
}

/** "How many fit on a laptop?", by memory alone. */
export function answerLabels(facts: Facts, options: ViewOptions, { x, y, width }: Cell): Label[] {
  const laptop = laptopOf(options);
  const [containers, machines] = (['containers', 'machines'] as const).map((of) =>
    seriesOf(facts, 'memory').find((series) => series.of === of),
  );
  const labels = [
    label(say`How many fit into ${String(laptop)} GB?`, {
      x,
      y: y + 14,
      style: 'strong',
      room: width,
    }),
  ];
  let at = y + 36;
  const write = (text: string, style: Label['style'], after: number): void => {
    for (const line of wrap(text, width, style)) {
      labels.push(label(line, { x, y: at, style }));
      at += 15;
    }
    at += after;
  };
  const answer = (series: Series | undefined, noun: string, none: string): void => {
    if (!series) return write(none, 'note', 5);
    const fit = roughly(howMany(series, laptop * giga));
    write(`${fit} ${noun}`, 'name', 0);
    write(
      say`at ${sizeText(series.each)} each, extrapolated from ${String(series.measured.length)} measured`,
      'note',
      5,
    );
  };
  answer(containers, say`containers`, say`Containers: start one to measure it.`);
  answer(machines, say`virtual machines`, say`Virtual machines: boot one to measure it.`);
  write(
    say`By memory alone: what the laptop’s own system needs is left out, and the programs inside will need more.`,
    'small',
    0,
  );
  return labels;
}
