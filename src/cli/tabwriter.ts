// Columns as Go's text/tabwriter lays them out: each as wide as its widest cell and the padding.

const padding = 3;

/** Lines of cells; every cell but the last of a line is padded, to at least `narrowest`. */
export function formatTable(rows: readonly (readonly string[])[], narrowest = 10): string {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) => {
    const cells = rows.filter((row) => column < row.length - 1).map((row) => row[column] ?? '');
    return Math.max(narrowest, ...cells.map((cell) => [...cell].length + padding));
  });
  return rows.map((row) => `${formatRow(row, widths)}\n`).join('');
}

function formatRow(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, column) => {
      if (column === row.length - 1) return cell;
      return cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length));
    })
    .join('');
}
