import type { Table } from './model.ts';

/** The table with this row set; the same table when it already holds that very row. */
export function withRow<Id, Row>(table: Table<Id, Row>, id: Id, row: Row): Table<Id, Row> {
  if (table.get(id) === row) return table;
  return new Map(table).set(id, row);
}

/** The table without these rows; the same table when it has none of them. */
export function withoutRows<Id, Row>(table: Table<Id, Row>, ids: Iterable<Id>): Table<Id, Row> {
  let next: Map<Id, Row> | null = null;
  for (const id of ids) {
    if (!table.has(id)) continue;
    next ??= new Map(table);
    next.delete(id);
  }
  return next ?? table;
}
