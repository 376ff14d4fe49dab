import { phrasebook } from '../base/language.ts';
import { de } from './de.ts';

/** Tags each sentence that a person reads; `de.ts` has it in German. */
export const say = phrasebook({ de });
