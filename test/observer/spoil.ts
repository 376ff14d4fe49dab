import type { KernelRecord } from '../../src/agent/record.ts';

/** A record with one of its texts changed at a place; of a trace, a value of one entry, or the value gone. */
export function spoil(record: KernelRecord, at: number, put: string): KernelRecord {
  if (record.type === 'trace') {
    const which = at % record.entries.length;
    const entries = record.entries.map((entry, index) => {
      if (index !== which) return entry;
      const values = Object.entries(entry.values).flatMap(([name, value], place, all) => {
        if (place !== at % all.length) return [[name, value] as const];
        return put === '' ? [] : [[name, put] as const];
      });
      return { ...entry, values: Object.fromEntries(values) };
    });
    return { ...record, entries };
  }
  const fields = Object.entries(record).filter(
    ([key, value]) => typeof value === 'string' && key !== 'type',
  );
  const [key, value] = fields[at % Math.max(1, fields.length)] ?? [];
  if (key === undefined || typeof value !== 'string') return record;
  return { ...record, [key]: value.slice(0, at) + put + value.slice(at + 1) };
}
