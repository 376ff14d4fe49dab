import { fitText, textWidth, wrapText } from '../text.ts';
import { fonts, type Label, type TextStyle } from './scene.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly style: TextStyle;
  readonly anchor?: Label['anchor'];
  /** Room for it; cut to fit. */
  readonly room?: number;
}

export function label(text: string, { x, y, style, anchor = 'start', room }: Place): Label {
  const [font, size] = fonts[style];
  const shown = room === undefined ? text : fitText(text, room, font, size);
  return { text: shown, full: text, x, y, anchor, style };
}

export function widthOf(text: string, style: TextStyle): number {
  return textWidth(text, ...fonts[style]);
}

/** The text in lines no wider than the room. */
export function wrap(text: string, room: number, style: TextStyle): readonly string[] {
  const [font, size] = fonts[style];
  return wrapText(text, room, { font, size });
}

/** The first of the texts that fits whole; else the last, to be cut. */
export function longestThatFits(texts: readonly string[], room: number, style: TextStyle): string {
  return texts.find((text) => widthOf(text, style) <= room) ?? texts.at(-1) ?? '';
}
