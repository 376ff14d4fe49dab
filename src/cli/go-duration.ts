const second = 1e9;

/** Nanoseconds as Go prints a time.Duration: "1h2m3.5s", "1.5ms", "0s". */
export function formatGoDuration(nanoseconds: number): string {
  const size = Math.abs(nanoseconds);
  const sign = nanoseconds < 0 ? '-' : '';
  if (size === 0) return '0s';
  if (size < 1e3) return `${sign}${String(size)}ns`;
  if (size < 1e6) return `${sign}${String(size / 1e3)}µs`;
  if (size < second) return `${sign}${String(size / 1e6)}ms`;
  const seconds = Math.floor(size / second);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const fraction = String(Math.round(size % second))
    .padStart(9, '0')
    .replace(/0+$/, '');
  const rest = `${String(seconds % 60)}${fraction ? `.${fraction}` : ''}s`;
  if (hours > 0) return `${sign}${String(hours)}h${String(minutes)}m${rest}`;
  return minutes > 0 ? `${sign}${String(minutes)}m${rest}` : sign + rest;
}
