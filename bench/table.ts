import type { Figure } from './figure.ts';

/** The figures as a table for people. */
export function formatTable(figures: readonly Figure[]): string {
  const rows = figures.map(row);
  const head = ['', 'where', 'median', 'least', 'most', 'runs', 'allowed', ''];
  const widths = head.map((title, at) =>
    Math.max(title.length, ...rows.map((cells) => cells[at]?.length ?? 0)),
  );
  return [head, ...rows]
    .map((cells) =>
      cells
        .map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function row({ name, where, unit, runs, median, limit }: Figure): string[] {
  const digits = Math.abs(median) < 10 ? 2 : Math.abs(median) < 100 ? 1 : 0;
  const show = (value: number): string => value.toFixed(digits);
  const short = unit === 'million instructions' ? 'Mi' : unit;
  const verdict = limit === undefined ? '' : median <= limit ? 'ok' : 'TOO MUCH';
  return [
    name,
    where,
    `${show(median)} ${short}`,
    show(Math.min(...runs)),
    show(Math.max(...runs)),
    String(runs.length),
    limit === undefined ? '' : `${String(limit)} ${short}`,
    verdict,
  ];
}
