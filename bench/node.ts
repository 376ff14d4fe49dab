import type { Guest } from '../src/backend/guest.ts';
import { openNodeGuest } from '../scripts/open-guest.ts';
import { figure, quantile, repeat, timed, type Figure } from './figure.ts';
import { forkAndExec, lines, preparation, type MeasuredLine } from './lines.ts';
import { measureLine } from './measure-line.ts';

/** Measures the machine and the engine in this process, without a page. */
export async function measureInNode(runs: number): Promise<Figure[]> {
  const opened = await repeat(3, () =>
    timed(async () => {
      const guest = await openNodeGuest();
      await answer(guest, 'true');
      await guest.shutdown();
    }),
  );
  const open = { name: 'start to an answered command', unit: 'ms', runs: opened } as const;
  const guest = await openNodeGuest();
  try {
    await answer(guest, preparation);
    const figures: Figure[] = [figure({ ...open, where: 'Node' })];
    for (const line of lines) figures.push(...(await measure(guest, line, runs)));
    figures.push(...(await measureObservation(guest, runs)));
    figures.push(...(await measureStates(guest, runs)));
    const memory = process.memoryUsage().rss / 1e6;
    figures.push(figure({ name: 'memory', where: 'Node', unit: 'MB', runs: [memory] }));
    return figures;
  } finally {
    await guest.shutdown();
  }
}

interface Cost {
  readonly ms: number;
  readonly instructions: number; // million
}

async function answer(guest: Guest, line: string): Promise<Cost> {
  const before = guest.machine.instructions();
  const start = performance.now();
  const { exit, stderr } = await guest.run(line);
  const ms = performance.now() - start;
  if (exit !== 0)
    throw new Error(`${line}: exit ${String(exit)}: ${new TextDecoder().decode(stderr)}`);
  return { ms, instructions: (guest.machine.instructions() - before) / 1e6 };
}

async function costs(guest: Guest, line: MeasuredLine, runs: number): Promise<Cost[]> {
  const found = await measureLine(line, runs, (text) => answer(guest, text));
  const { times } = line;
  return found.map(({ ms, instructions }) => ({
    ms: ms / times,
    instructions: instructions / times,
  }));
}

async function measure(guest: Guest, line: MeasuredLine, runs: number): Promise<Figure[]> {
  const found = await costs(guest, line, runs);
  const { name, limit } = line;
  return [
    figure({
      name,
      where: 'Node',
      unit: 'ms',
      runs: found.map(({ ms }) => ms),
      ...(limit !== undefined && { limit }),
    }),
    figure({
      name,
      where: 'Node',
      unit: 'million instructions',
      runs: found.map(({ instructions }) => instructions),
    }),
  ];
}

/** How much slower fork and exec are while they are observed: on and off in turn, so that what else the host does weighs on both. */
async function measureObservation(guest: Guest, runs: number): Promise<Figure[]> {
  const ratios: { ms: number[]; instructions: number[] } = { ms: [], instructions: [] };
  for (let run = 0; run < runs; run++) {
    await guest.agent.trace(false);
    const off = await costs(guest, forkAndExec, 3);
    await guest.agent.trace(true);
    const on = await costs(guest, forkAndExec, 3);
    for (const kind of ['ms', 'instructions'] as const) {
      const middle = (found: Cost[]): number =>
        quantile(
          found.map((each) => each[kind]),
          0.5,
        );
      ratios[kind].push((middle(on) / middle(off) - 1) * 100);
    }
  }
  const name = 'fork and exec, slower by observation';
  const common = { where: 'Node', unit: '%', limit: 20 } as const;
  return [
    figure({ ...common, name: `${name} (time)`, runs: ratios.ms }),
    figure({ ...common, name: `${name} (instructions)`, runs: ratios.instructions }),
  ];
}

async function measureStates(guest: Guest, runs: number): Promise<Figure[]> {
  const times = { checkpoint: [] as number[], restore: [] as number[], reset: [] as number[] };
  for (let run = 0; run < runs; run++) {
    await answer(guest, `echo ${String(run)} > /root/run; true`);
    const start = performance.now();
    const { checkpoint } = await guest.checkpoint();
    times.checkpoint.push(performance.now() - start);
    times.restore.push(await timed(() => guest.restore(checkpoint)));
  }
  times.reset = await repeat(runs, () => timed(() => guest.reset()));
  return stateFigures('Node', times);
}

/** Names and limits of what is measured of the machine's states, wherever it is measured. */
export function stateFigures(
  where: Figure['where'],
  times: Readonly<Record<'checkpoint' | 'restore' | 'reset', readonly number[]>>,
): Figure[] {
  const limits = { checkpoint: 250, restore: 300, reset: 500 };
  return (['checkpoint', 'restore', 'reset'] as const).map((name) =>
    figure({ name, where, unit: 'ms', runs: times[name], limit: limits[name] }),
  );
}
