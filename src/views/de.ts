import type { Phrases } from '../base/language.ts';

export const de: Phrases = {};
