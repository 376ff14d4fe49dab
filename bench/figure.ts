/** One measured thing: each run's value, and what is allowed at most. */
export interface Figure {
  readonly name: string;
  /** `native`: the host's own docker, for comparison. */
  readonly where: 'Node' | 'Chromium' | 'native';
  readonly unit: 'ms' | 'MB' | '%' | 'million instructions';
  readonly runs: readonly number[];
  readonly median: number;
  /** What the project promises at most. */
  readonly limit?: number;
}

export type Measure = Omit<Figure, 'median'>;

export function figure(measure: Measure): Figure {
  return { ...measure, median: quantile(measure.runs, 0.5) };
}

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** Does something so many times, one after the other, and keeps what each answered. */
export async function repeat(
  times: number,
  act: (run: number) => Promise<number>,
): Promise<number[]> {
  const values: number[] = [];
  for (let run = 0; run < times; run++) values.push(await act(run));
  return values;
}

/** Milliseconds that something took. */
export async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}
