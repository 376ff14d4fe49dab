// Pages of trace_pipe_raw: kernel/trace/ring_buffer.c, include/linux/ring_buffer.h.
import { decodeText } from '../base/bytes.ts';
import type { KernelRecord, TraceEntry } from './record.ts';
import type { EventFormat, Field, TraceFormats } from './trace-format.ts';

/** The two highest bits of a page's commit: events before it were overwritten; their count stands behind its own. */
const missed = 0x8000_0000;
const counted = 0x4000_0000;

/** Lengths from 29 on are kinds instead, of which 30 extends the time of the next event; 0 stands for what five bits cannot hold. */
const padding = 29;
const timeStamp = 31;
/** Time deltas have 27 bits. */
const deltaBits = 2 ** 27;

/** The entries of pages that stand close behind each other, with what was lost told between them. Never throws: what cannot be read is lost. */
export function decodePages(formats: TraceFormats, bytes: Uint8Array): KernelRecord[] {
  const found: KernelRecord[] = [];
  let entries: TraceEntry[] = [];
  const tell = (): void => {
    if (entries.length > 0) found.push({ type: 'trace', entries });
    entries = [];
  };
  for (let at = 0; at < bytes.length;) {
    const page = openPage(formats, bytes.subarray(at));
    if (page.lost > 0) {
      tell();
      found.push({ type: 'lost', at: page.began / 1e6, count: page.lost });
    }
    const whole = readEvents(formats, page, entries);
    if (!whole) {
      tell();
      found.push({ type: 'lost', at: page.began / 1e6, count: 1 });
    }
    at += page.size;
  }
  tell();
  return found;
}

interface Page {
  /** Nanoseconds. */
  readonly began: number;
  /** Events that were overwritten before it. */
  readonly lost: number;
  readonly events: Uint8Array;
  /** False where it claims to be longer than the bytes that are there. */
  readonly whole: boolean;
  readonly size: number;
}

function openPage({ commit, data }: TraceFormats, bytes: Uint8Array): Page {
  const nothing = { began: 0, lost: 0, events: new Uint8Array(), whole: false, size: bytes.length };
  if (bytes.length < data.offset) return nothing;
  const view = viewOf(bytes);
  const word = view.getUint32(commit.offset, true);
  const end = data.offset + (word % counted);
  const size = end + ((word & counted) !== 0 ? commit.size : 0);
  if (size > bytes.length) return nothing;
  const count = (word & counted) !== 0 ? view.getUint32(end, true) : 1;
  return {
    began: longAt(view, 0),
    lost: (word & missed) !== 0 ? count : 0,
    events: bytes.subarray(data.offset, end),
    whole: true,
    size,
  };
}

/** Appends the entries of a page. False when it is damaged; those before the damage stand. */
function readEvents(formats: TraceFormats, page: Page, entries: TraceEntry[]): boolean {
  const view = viewOf(page.events);
  let now = page.began;
  for (let at = 0; at < view.byteLength;) {
    const event = eventAt(view, at);
    if (!event) return false;
    now = event.kind === timeStamp ? event.time : now + event.time;
    const bytes = page.events.subarray(event.begin, event.end);
    if (event.kind < padding && !readEntry(formats, bytes, now / 1e6, entries)) return false;
    at = event.end;
  }
  return page.whole;
}

interface RingEvent {
  readonly kind: number;
  /** Nanoseconds since the event before, or of the clock where the kind is `timeStamp`. */
  readonly time: number;
  readonly begin: number;
  readonly end: number;
}

/** The event at a place of a page; null where it is longer than the page. */
function eventAt(view: DataView, at: number): RingEvent | null {
  const size = view.byteLength;
  if (at + 4 > size) return null;
  const head = view.getUint32(at, true);
  const kind = head & 31;
  const delta = head >>> 5;
  // The rest of the page is unused.
  if (kind === padding && delta === 0) return { kind, time: 0, begin: size, end: size };
  if (at + 8 > size) return null;
  const word = view.getUint32(at + 4, true);
  const end = at + 4 + lengthOf(kind, word);
  if (end > size || end < at + 8) return null;
  const begin = kind === 0 ? at + 8 : at + 4;
  if (kind > padding) return { kind, time: word * deltaBits + delta, begin, end };
  // What was discarded takes its time with it.
  return { kind, time: kind === padding ? 0 : delta, begin, end };
}

/** Bytes behind an event's first word. */
function lengthOf(kind: number, word: number): number {
  if (kind === 0 || kind === padding) return word;
  return kind > padding ? 4 : kind * 4;
}

function readEntry(
  formats: TraceFormats,
  bytes: Uint8Array,
  at: number,
  entries: TraceEntry[],
): boolean {
  if (bytes.length < 2) return false;
  const view = viewOf(bytes);
  const format = formats.events.get(view.getUint16(0, true));
  // Somebody writes into the agent's own instance, or turned on what it did not ask for.
  if (!format) return true;
  const values = readValues(format, bytes, view);
  if (!values) return false;
  entries.push({ name: format.name, tid: numberAt(view, format.tid), at, values });
  return true;
}

function readValues(
  { tid, fields }: EventFormat,
  bytes: Uint8Array,
  view: DataView,
): Record<string, number | string> | null {
  if (tid.offset + tid.size > bytes.length) return null;
  const values: Record<string, number | string> = {};
  for (const field of fields) {
    if (field.offset + field.size > bytes.length) return null;
    if (field.kind === 'number') values[field.name] = numberAt(view, field);
    else if (field.kind !== 'array') values[field.name] = textAt(bytes, view, field);
  }
  return values;
}

function numberAt(view: DataView, { offset, size, signed }: Field): number {
  if (size === 4) return signed ? view.getInt32(offset, true) : view.getUint32(offset, true);
  if (size === 2) return signed ? view.getInt16(offset, true) : view.getUint16(offset, true);
  if (size === 1) return signed ? view.getInt8(offset) : view.getUint8(offset);
  return signed ? Number(view.getBigInt64(offset, true)) : longAt(view, offset);
}

function longAt(view: DataView, offset: number): number {
  return view.getUint32(offset + 4, true) * 2 ** 32 + view.getUint32(offset, true);
}

/** Up to its NUL. What is located elsewhere has its place in the lower half of the field, its length in the upper. */
function textAt(bytes: Uint8Array, view: DataView, { offset, size, kind }: Field): string {
  const begin = kind === 'located' ? view.getUint16(offset, true) : offset;
  const length = kind === 'located' ? view.getUint16(offset + 2, true) : size;
  let text = '';
  for (let at = begin; at < begin + length; at++) {
    const byte = bytes[at];
    if (byte === undefined || byte === 0) break;
    // Names are short, and nearly always plain: the platform's decoder would take longer to start than to read them.
    if (byte >= 0x80) return decodeRest(bytes.subarray(begin, begin + length));
    text += String.fromCharCode(byte);
  }
  return text;
}

function decodeRest(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decodeText(end < 0 ? bytes : bytes.subarray(0, end));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
