// docker logs: the json-file log that the container's shim writes, read back.
import { decodeText } from '../base/bytes.ts';
import type { Container } from './container.ts';
import { containerDisk } from './disk.ts';
import type { EngineState } from './state.ts';
import { orAbsent } from './file.ts';

export interface LogLine {
  readonly stream: 'stdout' | 'stderr';
  /** RFC 3339, nanoseconds. */
  readonly time: string;
  /** With its newline, where it has one. */
  readonly text: string;
}

export interface LogWish {
  /** How many of the last lines; null for all. */
  readonly tail: number | null;
  /** Milliseconds since the epoch, both. */
  readonly since: number | null;
  readonly until: number | null;
}

const chunkSize = 256 * 1024;

/** A reader that remembers how far it has come, so that following is reading again. */
export class LogReader {
  readonly #engine: EngineState;
  readonly #path: string;
  #offset = 0;
  /** Bytes after the last newline: a line still being written. */
  #rest: Uint8Array = new Uint8Array();

  constructor(engine: EngineState, container: Container) {
    this.#engine = engine;
    this.#path = containerDisk.log(container.id);
  }

  /** Whole lines written since the last call. */
  async read(): Promise<LogLine[]> {
    const lines: LogLine[] = [];
    for (;;) {
      const bytes = await orAbsent(
        this.#engine.agent.call({
          op: 'read',
          path: this.#path,
          offset: this.#offset,
          length: chunkSize,
        }),
      );
      if (!bytes || bytes.length === 0) return lines;
      this.#offset += bytes.length;
      lines.push(...this.#take(bytes));
    }
  }

  #take(bytes: Uint8Array): LogLine[] {
    const whole = new Uint8Array(this.#rest.length + bytes.length);
    whole.set(this.#rest);
    whole.set(bytes, this.#rest.length);
    const end = whole.lastIndexOf(0x0a) + 1;
    this.#rest = whole.slice(end);
    return decodeText(whole.subarray(0, end)).split('\n').flatMap(parseLogLine);
  }
}

/** The lines that a wish leaves. */
export function selectLines(lines: readonly LogLine[], wish: LogWish): readonly LogLine[] {
  const inTime = lines.filter(({ time }) => {
    const at = Date.parse(time);
    return (wish.since === null || at >= wish.since) && (wish.until === null || at <= wish.until);
  });
  if (wish.tail === null) return inTime;
  return wish.tail === 0 ? [] : inTime.slice(-wish.tail);
}

/** One line of the file; damaged ones are passed over. */
function parseLogLine(line: string): LogLine[] {
  if (line === '') return [];
  try {
    const { log, stream, time } = JSON.parse(line) as { log: string; stream: string; time: string };
    return [{ stream: stream === 'stderr' ? 'stderr' : 'stdout', time, text: log }];
  } catch {
    return [];
  }
}
