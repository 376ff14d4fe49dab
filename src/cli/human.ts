// Durations and sizes in docker's words (go-units).

/** "About a minute", "3 hours". */
export function formatDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${String(seconds)} seconds`;
  const minutes = Math.floor(seconds / 60);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${String(minutes)} minutes`;
  return formatHours(Math.floor(ms / 3_600_000 + 0.5));
}

function formatHours(hours: number): string {
  if (hours === 1) return 'About an hour';
  const scales: readonly [below: number, unit: number, name: string][] = [
    [48, 1, 'hours'],
    [24 * 7 * 2, 24, 'days'],
    [24 * 30 * 2, 24 * 7, 'weeks'],
    [24 * 365 * 2, 24 * 30, 'months'],
    [Infinity, 24 * 365, 'years'],
  ];
  const [, unit, name] = scales.find(([below]) => hours < below) ?? [0, 1, 'hours'];
  return `${String(Math.floor(hours / unit))} ${name}`;
}

/** "4.27MB", in powers of 1000, with `digits` significant ones. */
export function formatSize(bytes: number, digits = 3): string {
  return scale(bytes, 1000, ['B', 'kB', 'MB', 'GB', 'TB'], digits);
}

/** "23.54GiB", in powers of 1024. */
export function formatBinarySize(bytes: number): string {
  return scale(bytes, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB'], 4);
}

function scale(bytes: number, base: number, units: readonly string[], digits: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= base && unit < units.length - 1) {
    size /= base;
    unit++;
  }
  return `${formatSignificant(size, digits)}${units[unit] ?? ''}`;
}

/** Go's %.4g: significant digits, without trailing zeros. */
function formatSignificant(value: number, digits: number): string {
  const text = value.toPrecision(digits);
  return text.includes('e')
    ? String(Number(text))
    : text.replace(/\.?0+$/, (end) => (text.includes('.') ? '' : end));
}

/** At most `width` characters, the last an ellipsis where something was cut. */
export function ellipsis(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, width - 1).join('')}…`;
}
