import type { Language } from '../../base/language.ts';

/** What each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
};

/** The word for language, in all of them. */
export const languageWord = 'Language, Sprache';
