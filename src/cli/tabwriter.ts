// Columns as Go's text/tabwriter lays them out: cells end at tabs, and a column is as wide as its widest cell in lines that follow one another.

const padding = 3;

/** Lines of cells; every cell but the last of a line is padded, to at least `narrowest`. */
export function formatTable(rows: readonly (readonly string[])[], narrowest = 10): string {
  return alignTabs(rows.map((row) => `${row.join('\t')}\n`).join(''), narrowest);
}

/** Text with its tabs turned into columns. */
export function alignTabs(text: string, narrowest = 10): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const columns = new Columns(lines, narrowest);
  columns.write(0, lines.length, []);
  return columns.output.join('\n');
}

class Columns {
  readonly output: string[] = [];
  readonly #lines: readonly (readonly string[])[];
  readonly #narrowest: number;

  constructor(lines: readonly (readonly string[])[], narrowest: number) {
    this.#lines = lines;
    this.#narrowest = narrowest;
  }

  /** Writes lines `from` to `to`, whose first columns have these widths. */
  write(from: number, to: number, widths: readonly number[]): void {
    const column = widths.length;
    let start = from;
    for (let at = from; at < to; at++) {
      if (!this.#hasCell(at, column)) continue;
      this.#writeLines(start, at, widths);
      start = at;
      let width = this.#narrowest;
      while (at < to && this.#hasCell(at, column)) {
        width = Math.max(width, [...(this.#lines[at]?.[column] ?? '')].length + padding);
        at++;
      }
      this.write(start, at, [...widths, width]);
      start = at;
      at--;
    }
    this.#writeLines(start, to, widths);
  }

  /** The last cell of a line is no part of a column. */
  #hasCell(line: number, column: number): boolean {
    return column < (this.#lines[line]?.length ?? 0) - 1;
  }

  #writeLines(from: number, to: number, widths: readonly number[]): void {
    for (const cells of this.#lines.slice(from, to)) {
      const padded = cells.map((cell, column) =>
        column === cells.length - 1
          ? cell
          : cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length)),
      );
      this.output.push(padded.join(''));
    }
  }
}
