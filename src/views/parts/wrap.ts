import { fitText, textWidth, type Font } from '../text.ts';

/** A text in at most so many lines of a width, broken between words; the last is cut where there is more. */
export function wrapText(
  text: string,
  room: number,
  { font, size, most }: { readonly font: Font; readonly size: number; readonly most: number },
): string[] {
  const lines: string[] = [];
  let left = text.split(' ').filter(Boolean);
  while (left.length > 0 && lines.length < most - 1) {
    let count = 1;
    while (count < left.length && textWidth(left.slice(0, count + 1).join(' '), font, size) <= room)
      count++;
    lines.push(fitText(left.slice(0, count).join(' '), room, font, size));
    left = left.slice(count);
  }
  if (left.length > 0) lines.push(fitText(left.join(' '), room, font, size));
  return lines;
}
