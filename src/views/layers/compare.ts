import { diffLines } from 'diff';

/** One line of two versions side by side; null where the other version has nothing there. */
export interface ComparedLine {
  readonly left: string | null;
  readonly right: string | null;
  readonly same: boolean;
}

/** Two texts, line beside line. */
export function compareTexts(left: string, right: string): readonly ComparedLine[] {
  const lines: ComparedLine[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const flush = (): void => {
    for (let i = 0; i < Math.max(removed.length, added.length); i++)
      lines.push({ left: removed[i] ?? null, right: added[i] ?? null, same: false });
    removed = [];
    added = [];
  };
  for (const part of diffLines(left, right)) {
    const own = linesOf(part.value);
    if (part.removed) removed.push(...own);
    else if (part.added) added.push(...own);
    else {
      flush();
      for (const line of own) lines.push({ left: line, right: line, same: true });
    }
  }
  flush();
  return lines;
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

const width = 8;
/** Nobody reads more lines of bytes than this. */
const mostLines = 2048;

/** Two files of bytes, so many a line, as hexdump(1) prints them. */
export function compareBytes(left: Uint8Array, right: Uint8Array): readonly ComparedLine[] {
  const count = Math.ceil(Math.max(left.length, right.length) / width);
  return Array.from({ length: Math.min(count, mostLines) }, (_, i) => {
    const [a, b] = [left, right].map((bytes) => hexLine(bytes, i * width));
    return { left: a ?? null, right: b ?? null, same: a === b };
  });
}

function hexLine(bytes: Uint8Array, at: number): string | null {
  if (at >= bytes.length) return null;
  const some = [...bytes.subarray(at, at + width)];
  const hex = some.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const text = some.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '·'));
  return `${at.toString(16).padStart(6, '0')}  ${hex.padEnd(width * 3 - 1)}  ${text.join('')}`;
}
