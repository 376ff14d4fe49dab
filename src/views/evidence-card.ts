import type { Evidence } from '../world/model.ts';

/** What the panel shows for a click: each fact with where it was read and the text found there. */
export interface EvidenceCard {
  readonly title: string;
  readonly facts: readonly EvidenceFact[];
}

export interface EvidenceFact extends Evidence {
  readonly label: string;
  readonly value: string;
}
