import type { ContainerFacts, Facts } from './facts.ts';

/** n things, and what they take together. */
export interface Point {
  readonly n: number;
  readonly value: number;
}

/** What was measured, and what follows from it for more of the same. */
export interface Series {
  readonly of: 'containers' | 'machines';
  /** For 1, 2, 3 … of them; never empty. */
  readonly measured: readonly Point[];
  /** Taken once, however many there are; and by each. */
  readonly once: number;
  readonly each: number;
}

export type Quantity = 'memory' | 'disk' | 'start';

/** The lines of a chart: containers that run, and the machine that was booted. What was not measured has none. */
export function seriesOf(facts: Facts, quantity: Quantity): readonly Series[] {
  return [containerSeries(facts, quantity), machineSeries(facts, quantity)].filter(
    (series) => series !== null,
  );
}

/** What so many will take, by what was measured. */
export function valueAt({ once, each }: Series, n: number): number {
  return once + each * n;
}

/** How many fit into so much, by what was measured. */
export function howMany({ once, each }: Series, room: number): number {
  return each <= 0 ? Infinity : Math.max(0, Math.floor((room - once) / each));
}

function containerSeries({ containers, images }: Facts, quantity: Quantity): Series | null {
  const of = 'containers';
  const values = containers.flatMap((each) => {
    const value = ownOf(each, quantity);
    return value === null ? [] : [{ value, image: each.image }];
  });
  if (values.length === 0) return null;
  const seen = new Set<string>();
  let sum = 0;
  const measured = values.map(({ value, image }, i) => {
    sum += value;
    if (quantity === 'disk' && image && !seen.has(image.id)) {
      seen.add(image.id);
      sum += image.size;
    }
    return { n: i + 1, value: sum };
  });
  const once =
    quantity === 'disk' ? images.reduce((total, { bytes }) => total + (bytes ?? 0), 0) : 0;
  return {
    of,
    measured,
    once,
    each: values.reduce((a, { value }) => a + value, 0) / values.length,
  };
}

function ownOf(facts: ContainerFacts, quantity: Quantity): number | null {
  return facts[quantity];
}

function machineSeries({ second }: Facts, quantity: Quantity): Series | null {
  if (!second) return null;
  const ready = second.stages.find(({ name }) => name === 'ready')?.ms ?? null;
  const disk = second.disk.kernel + second.disk.root;
  const each = { memory: ready === null ? null : second.memory, disk, start: ready }[quantity];
  if (each === null || each === 0) return null;
  return { of: 'machines', measured: [{ n: 1, value: each }], once: 0, each };
}
