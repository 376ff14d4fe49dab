// The lines of a pull: redrawn in place on a terminal, plain otherwise (docker's jsonmessage).
import type { PullProgress, Pulled } from '../../engine/pull.ts';
import { formatFamiliar } from '../../oci/reference.ts';
import { formatSize } from '../human.ts';

export interface PullScreen {
  readonly show: (progress: PullProgress) => void;
  /** A line of its own, below the rows. */
  say(line: string): void;
  digest(pulled: Pulled): void;
  /** Says whether anything of this name is new here. */
  status(name: string, updated: boolean): void;
  /** The closing lines of one image; resolves when all is written. */
  finish(pulled: Pulled): Promise<void>;
  /** Resolves when all is written. */
  flush(): Promise<void>;
}

/** Writes progress through `write`, in order; `columns` of the terminal it goes to, null for none. */
export function pullScreen(
  write: (text: string) => Promise<void>,
  columns: number | null,
): PullScreen {
  const rows: string[] = [];
  let last: Promise<void> = Promise.resolve();
  const print = (text: string): void => {
    if (text === '') return;
    last = last.then(() => write(text));
    // A client that went away is met at the end; until then it must not count as unhandled.
    last.catch(() => undefined);
  };
  const show = (progress: PullProgress): void => {
    if (columns !== null) print(drawRow(rows, progress, columns));
    else if (progress.total === undefined) print(`${progress.id}: ${progress.status}\n`);
  };
  const digest = (pulled: Pulled): void => print(`Digest: ${pulled.digest}\n`);
  const status = (name: string, updated: boolean): void => {
    const what = updated ? 'Downloaded newer image' : 'Image is up to date';
    print(`Status: ${what} for ${name}\n`);
  };
  return {
    show,
    say: (line) => print(`${line}\n`),
    digest,
    status,
    flush: () => last,
    finish: (pulled) => {
      digest(pulled);
      status(formatFamiliar(pulled.reference), pulled.updated);
      return last;
    },
  };
}

/** Moves the cursor to the row of this id, below all others when it is new, and back. */
function drawRow(rows: string[], progress: PullProgress, columns: number): string {
  const { id, status } = progress;
  if (status.startsWith('Pulling from')) return `${id}: ${status}\n`;
  const text = `${id}: ${status}${progressText(progress, columns)}`;
  let made = '';
  if (!rows.includes(id)) {
    rows.push(id);
    made = '\n';
  }
  const up = rows.length - rows.indexOf(id);
  return `${made}\x1b[${String(up)}A\x1b[2K\r${text}\r\x1b[${String(up)}B`;
}

const barWidth = 50;
/** Narrower terminals get no bar. */
const widthForBar = 110;

function progressText({ current, total }: PullProgress, columns: number): string {
  if (current === undefined || total === undefined || total === 0) return ' ';
  const filled = Math.min(barWidth, Math.floor(Math.floor((current / total) * 100) / 2));
  const bar = `[${'='.repeat(filled)}>${' '.repeat(barWidth - filled)}] `;
  const sizes = `${formatSize(current, 4).padStart(8)}/${formatSize(total, 4)}`;
  return ` ${columns > widthForBar ? bar : ''}${sizes}`;
}
