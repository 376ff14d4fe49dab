import type { Phrases } from '../base/language.ts';
import { answers } from './de/answers.ts';
import { checksAToK } from './de/checks-a-to-k.ts';
import { checksLToZ } from './de/checks-l-to-z.ts';
import { shared } from './de/shared.ts';

/** German, by the English sentences as they stand in this folder. */
export const de: Phrases = {
  ...answers,
  ...checksAToK,
  ...checksLToZ,
  ...shared,
};
