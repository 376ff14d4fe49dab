import type { MeasuredLine } from './lines.ts';

/** What each measured run of the line answered; what is not measured is run all the same. */
export async function measureLine<T>(
  { line, before, each, after, warmUp, most }: MeasuredLine,
  runs: number,
  run: (line: string) => Promise<T>,
): Promise<T[]> {
  const found: T[] = [];
  if (before) await run(before);
  const wanted = Math.min(runs, most ?? runs);
  for (let done = 0; done < warmUp + wanted; done++) {
    if (each) await run(each);
    const value = await run(line);
    if (done >= warmUp) found.push(value);
  }
  if (after) await run(after);
  return found;
}
