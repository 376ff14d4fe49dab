import type { Node } from './forest.ts';
import {
  briefState,
  processArguments,
  processName,
  processState,
  stateMeaning,
} from './process-text.ts';
import type { Label } from './row.ts';
import { sizes } from './style.ts';
import { fitText, textWidth } from './text.ts';
import { say } from './say.ts';

export interface LabelRoom {
  readonly x: number;
  /** No text goes beyond. */
  readonly limit: number;
  readonly withArguments: boolean;
  readonly withState: boolean;
  /** Processes folded below it; null where nothing can be folded by mouse. */
  readonly folded: number | null;
}

export interface PlacedLabels {
  readonly labels: readonly Label[];
  /** Middle of the fold's triangle. */
  readonly foldX: number | null;
  /** Where the last text ends. */
  readonly end: number;
}

const space = 8;

/** A process's name, state, fold count and arguments, cut to the room: the arguments first, then the state, then the name. */
export function processLabels(node: Node, room: LabelRoom): PlacedLabels {
  const name = processName(node);
  const count = room.folded ? `+${String(room.folded)}` : '';
  const foldWidth =
    room.folded === null ? 0 : space + 10 + textWidth(count, 'sans', sizes.note) + (count ? 3 : 0);
  const shownName = fitText(name, room.limit - room.x - foldWidth, 'mono', sizes.name);
  const full = [name, processArguments(node)].filter(Boolean).join(' ');
  const meaning = stateMeaning(node);
  const told = meaning === '' ? full : `${full}. ${meaning}`;
  const labels: Label[] = [text('name', room.x, shownName, told)];
  let x = room.x + textWidth(shownName, 'mono', sizes.name);
  let foldX: number | null = null;
  if (room.folded !== null) {
    foldX = x + space + 4;
    if (count)
      labels.push(text('count', foldX + 8, count, say`${count.slice(1)} processes folded`));
    x += foldWidth;
  }
  const state = room.withState ? stateIn(node, room.limit - x - space) : '';
  const stateWidth = state ? textWidth(state, 'sans', sizes.note) + space : 0;
  const left = room.limit - x - space - stateWidth;
  const shown = room.withArguments ? fitText(processArguments(node), left, 'mono', sizes.args) : '';
  if (shown) {
    labels.push(text('args', x + space, shown, full));
    x += space + textWidth(shown, 'mono', sizes.args);
  }
  if (state) {
    labels.push(text('state', x + space, state, stateMeaning(node)));
    x += stateWidth;
  }
  return { labels, foldX, end: x };
}

/** Half a word says nothing: what it means is told with the name then. */
function stateIn(node: Node, room: number): string {
  const states = [processState(node), briefState(node)];
  return states.find((each) => textWidth(each, 'sans', sizes.note) <= room) ?? '';
}

function text(
  style: 'name' | 'args' | 'state' | 'count',
  x: number,
  shown: string,
  full: string,
): Label {
  const mono = style === 'name' || style === 'args';
  const size = style === 'name' ? sizes.name : style === 'args' ? sizes.args : sizes.note;
  const font = mono ? 'mono' : 'sans';
  return { id: style, x, anchor: 'start', text: shown, full, style, font, size };
}

/** A text on a row, cut to `width`. */
export function label(
  part: Pick<Label, 'id' | 'x' | 'text' | 'style'> & Partial<Label>,
  width: number,
): Label {
  const size = part.size ?? sizes.note;
  const font = part.font ?? 'sans';
  const shown = fitText(part.text, width, font, size);
  return { anchor: 'start', full: part.text, ...part, text: shown, font, size };
}
