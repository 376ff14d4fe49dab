// The shell's own marks in a terminal's output (OSC 133): src/guest/root/usr/lib/fishbowl/marks.bash says what is written and when.
import { concatBytes, decodeText } from '../base/bytes.ts';

export type Mark =
  | { readonly kind: 'prompt' }
  | { readonly kind: 'typed' }
  /** A line was accepted and runs; its text follows, or is null where it is not yet known. */
  | { readonly kind: 'started'; readonly text: string | null }
  | { readonly kind: 'finished'; readonly exit: number; readonly text: string }
  /** Bytes that are no mark. */
  | { readonly kind: 'output' };

const escape = 0x1b;
const bell = 0x07;
const closing = 0x5c; // "\", of ESC \
const introducer = [escape, 0x5d, 0x31, 0x33, 0x33, 0x3b]; // ESC ]133;
/** Longer than any line that bash takes from a terminal; more is no mark but damage. */
const longest = 64 * 1024;

/** Finds marks in a stream of bytes, whatever the chunks it arrives in. */
export class MarkScanner {
  /** How much of the introducer has matched. */
  #matched = 0;
  /** The body of a mark that has begun, with its length so far. */
  #body: Uint8Array[] = [];
  #length = 0;
  #escaped = false;

  scan(chunk: Uint8Array): Mark[] {
    const marks: Mark[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#matched === introducer.length) at = this.#readBody(chunk, at, marks);
      else at = this.#seek(chunk, at, marks);
    }
    return marks;
  }

  /** Looks for the introducer; everything else is output. */
  #seek(chunk: Uint8Array, from: number, marks: Mark[]): number {
    let at = from;
    while (at < chunk.length && this.#matched < introducer.length) {
      const byte = chunk[at] ?? 0;
      if (byte === introducer[this.#matched]) {
        this.#matched += 1;
        at += 1;
      } else if (this.#matched > 0) {
        this.#matched = 0;
        note(marks);
      } else {
        note(marks);
        const next = chunk.indexOf(escape, at);
        at = next < 0 ? chunk.length : next;
      }
    }
    return at;
  }

  #readBody(chunk: Uint8Array, from: number, marks: Mark[]): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      const ended = byte === bell || (this.#escaped && byte === closing);
      if (ended || (this.#escaped && byte !== escape) || this.#length + at - from > longest) {
        this.#keep(chunk.subarray(from, at));
        this.#finish(ended, marks);
        // What is not a mark after all is looked at again: another may begin there.
        return ended ? at + 1 : at;
      }
      this.#escaped = byte === escape;
    }
    this.#keep(chunk.subarray(from));
    return chunk.length;
  }

  #keep(part: Uint8Array): void {
    this.#body.push(part.slice());
    this.#length += part.length;
  }

  #finish(whole: boolean, marks: Mark[]): void {
    const body = decodeText(concatBytes(this.#body)).replaceAll('\x1b', '');
    // An escape that ended a damaged mark may introduce the next.
    this.#matched = !whole && this.#escaped ? 1 : 0;
    this.#body = [];
    this.#length = 0;
    this.#escaped = false;
    const mark = whole ? parseMark(body) : null;
    if (mark) marks.push(mark);
    else note(marks);
  }
}

/** One `output` stands for any number of bytes. */
function note(marks: Mark[]): void {
  if (marks.at(-1)?.kind !== 'output') marks.push({ kind: 'output' });
}

/** The mark of an OSC 133 body such as "D;0;ls"; null for what is none of ours. */
export function parseMark(body: string): Mark | null {
  const [, letter, rest] = /^([ABCD])(?:;(.*))?$/s.exec(body) ?? [];
  if (letter === 'A') return { kind: 'prompt' };
  if (letter === 'B') return { kind: 'typed' };
  if (letter === 'C') return { kind: 'started', text: rest === undefined ? null : decode(rest) };
  const [, exit, text] = /^(\d{1,3})(?:;(.*))?$/s.exec(rest ?? '') ?? [];
  if (exit === undefined) return null;
  return { kind: 'finished', exit: Number(exit), text: decode(text ?? '') };
}

/** Undoes the shell's %XX; a damaged text stays as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
