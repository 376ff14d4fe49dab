/** A view's facts as text, for screen readers and for search: headed parts, each with sentences and a table. */
export interface Account {
  readonly title: string;
  readonly parts: readonly AccountPart[];
}

export interface AccountPart {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly table: AccountTable | null;
}

export interface AccountTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A part whose table is left out where it has no rows. */
export function accountPart(
  title: string,
  sentences: readonly string[],
  table: AccountTable,
): AccountPart {
  return { title, sentences, table: table.rows.length > 0 ? table : null };
}
