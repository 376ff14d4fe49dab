// docker logs: the json-file log that the container's shim writes, read back.
import { decodeText } from '../base/bytes.ts';
import type { Stop } from '../base/events.ts';
import type { Container } from './container.ts';
import { containerDisk } from './disk.ts';
import { EngineError } from './error.ts';
import { keepsLog } from './log-settings.ts';
import type { EngineState } from './state.ts';
import { listDirectory, orAbsent } from './file.ts';

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
  readonly #id: string;
  /** The file read last, which has another name once the log goes on in a new one. */
  #inode: number | null = null;
  #offset = 0;
  /** Bytes after the last newline: a line still being written. */
  #rest: Uint8Array = new Uint8Array();

  constructor(engine: EngineState, container: Container) {
    if (!keepsLog(container.hostConfig)) {
      throw new EngineError('system', 'configured logging driver does not support reading');
    }
    this.#engine = engine;
    this.#id = container.id;
  }

  /** Calls `grown` whenever something was written; answers how to stop that. */
  watch(grown: () => void): Promise<Stop> {
    const name = `${this.#id}-json.log`;
    return this.#engine.agent.watch(containerDisk.directory(this.#id), (change) => {
      if (change.name === name || change.kind === 'overflowed') grown();
    });
  }

  /** Whole lines written since the last call. */
  async read(): Promise<LogLine[]> {
    const files = await this.#files();
    const known = files.findIndex(({ inode }) => inode === this.#inode);
    const lines: LogLine[] = [];
    for (const { path, inode, size } of files.slice(Math.max(0, known))) {
      // A log that may have one file only begins anew in the same.
      if (inode !== this.#inode || size < this.#offset) this.#offset = 0;
      this.#inode = inode;
      lines.push(...(await this.#readOn(path)));
    }
    return lines;
  }

  /** The log's files, oldest first: "…-json.log.2", "…-json.log.1", "…-json.log". */
  async #files(): Promise<{ path: string; inode: number; size: number }[]> {
    const directory = containerDisk.directory(this.#id);
    const age = (name: string): number => Number(/\.log(?:\.(\d+))?$/.exec(name)?.[1] ?? 0);
    return (await listDirectory(this.#engine.agent, directory))
      .filter(({ name }) => name.startsWith(`${this.#id}-json.log`))
      .sort((a, b) => age(b.name) - age(a.name))
      .map(({ name, inode, size }) => ({ path: `${directory}/${name}`, inode, size }));
  }

  async #readOn(path: string): Promise<LogLine[]> {
    const lines: LogLine[] = [];
    for (;;) {
      const bytes = await orAbsent(
        this.#engine.agent.call({ op: 'read', path, offset: this.#offset, length: chunkSize }),
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
