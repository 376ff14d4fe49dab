import type { Evidence } from '../world/model.ts';
import type { AccountPart } from './account.ts';

/** What the panel shows for a click: each fact with where it was read and the text found there. */
export interface EvidenceCard {
  readonly title: string;
  /** What the facts tell together, in tables: what is inside of a namespace. */
  readonly inside?: readonly AccountPart[];
  readonly facts: readonly EvidenceFact[];
}

export interface EvidenceFact extends Evidence {
  readonly label: string;
  readonly value: string;
}
