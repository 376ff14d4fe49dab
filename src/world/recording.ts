// A recording is JSON lines: a header with the starting world, then events and terminal output on one clock.
import type { WorldEvent } from './event.ts';
import { eventFromJson, eventProblem, eventToJson } from './event-shape.ts';
import type { Millis, World } from './model.ts';
import { count, isObject, object, text } from './shape.ts';
import { worldFromJson, worldShape, worldToJson, type WorldJson } from './world-json.ts';

const format = 'fishbowl-recording/1';

export interface Recording {
  /** The image that the recorded machine was started from. */
  readonly imageId: string;
  /** The world before the first entry. */
  readonly world: World;
  /** In the order of the guest's clock. */
  readonly entries: readonly RecordingEntry[];
}

export type RecordingEntry = WorldEvent | TerminalEntry;

/** What a terminal showed. */
export type TerminalEntry = { readonly at: Millis; readonly terminal: number } & (
  | { readonly type: 'terminal/opened'; readonly rows: number; readonly cols: number }
  | { readonly type: 'terminal/resized'; readonly rows: number; readonly cols: number }
  | { readonly type: 'terminal/output'; readonly text: string }
  | { readonly type: 'terminal/closed' }
);

/** A text that is no recording, and the line (from 1) that shows it. */
export class RecordingError extends Error {
  readonly line: number;
  constructor(line: number, problem: string, options?: ErrorOptions) {
    super(`Recording, line ${String(line)}: ${problem}`, options);
    this.name = 'RecordingError';
    this.line = line;
  }
}

/** Characters; far more than a lecture needs, far less than what fills a tab. */
const maxLength = 128 * 1024 * 1024;
const maxLines = 1_000_000;

const headerShape = object<{ format: string; imageId: string; world: WorldJson }>({
  format: text(format),
  imageId: text<string>(),
  world: worldShape,
});

const sized = object<{ at: number; terminal: number; rows: number; cols: number }>({
  at: count,
  terminal: count,
  rows: count,
  cols: count,
});

const terminalShapes: Readonly<Record<string, (value: unknown) => string | null>> = {
  'terminal/opened': sized,
  'terminal/resized': sized,
  'terminal/output': object<{ at: number; terminal: number; text: string }>({
    at: count,
    terminal: count,
    text: text<string>(),
  }),
  'terminal/closed': object<{ at: number; terminal: number }>({ at: count, terminal: count }),
};

/** The first line of a recording, with its line end. */
export function formatHeader(header: Omit<Recording, 'entries'>): string {
  return line({ format, imageId: header.imageId, world: worldToJson(header.world) });
}

/** One more line of a recording, with its line end. */
export function formatEntry(entry: RecordingEntry): string {
  return line(isTerminalEntry(entry) ? entry : eventToJson(entry));
}

export function formatRecording(recording: Recording): string {
  return formatHeader(recording) + recording.entries.map(formatEntry).join('');
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

/** The recording of a text; throws a `RecordingError` that names the line. */
export function parseRecording(text: string): Recording {
  if (text.length > maxLength) throw new RecordingError(1, 'The recording is too long');
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new RecordingError(lines.length + 1, 'The last line is cut off');
  if (lines.length > maxLines) throw new RecordingError(maxLines, 'There are too many lines');
  const header = parseHeader(lines[0] ?? '');
  const entries: RecordingEntry[] = [];
  let at = header.world.at;
  let seq = header.world.seq;
  for (const [index, source] of lines.entries()) {
    if (index === 0) continue;
    const entry = parseEntry(source, index + 1);
    if (entry.at < at) throw new RecordingError(index + 1, 'The clock runs backwards');
    at = entry.at;
    if (!isTerminalEntry(entry)) {
      if (entry.seq <= seq) throw new RecordingError(index + 1, 'The event is out of order');
      seq = entry.seq;
    }
    entries.push(entry);
  }
  return { ...header, entries };
}

function parseHeader(source: string): Omit<Recording, 'entries'> {
  const value = parseJson(source, 1);
  const problem = headerShape(value);
  if (problem) throw new RecordingError(1, `This is not a Fishbowl recording: ${problem}`);
  const { imageId, world } = value as { imageId: string; world: WorldJson };
  return { imageId, world: worldFromJson(world) };
}

function parseEntry(source: string, number: number): RecordingEntry {
  const value = parseJson(source, number);
  const type = isObject(value) ? value['type'] : undefined;
  const terminal = Object.hasOwn(terminalShapes, String(type)) && terminalShapes[String(type)];
  const problem = terminal ? terminal(value) : eventProblem(value);
  if (problem) throw new RecordingError(number, `${String(type)}: ${problem}`);
  return terminal ? (value as TerminalEntry) : eventFromJson(value);
}

function parseJson(source: string, number: number): unknown {
  try {
    return JSON.parse(source);
  } catch (cause) {
    throw new RecordingError(number, 'The line is not JSON', { cause });
  }
}

/** Tells what a terminal showed from what the kernel did. */
export function isTerminalEntry(entry: RecordingEntry): entry is TerminalEntry {
  return Object.hasOwn(terminalShapes, entry.type);
}
