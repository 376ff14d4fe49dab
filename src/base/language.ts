// The language of the page. Sentences stand in English where they are used, or in a catalog; those of other languages are found by them.

/** In the order in which they are offered. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];
/** All but the one that everything is written in first. */
export type OtherLanguage = Exclude<Language, 'en'>;
export const otherLanguages = languages.filter((each): each is OtherLanguage => each !== 'en');

/** Where the present language is kept. */
export interface LanguageCell {
  readonly value: Language;
}

let cell: LanguageCell = { value: 'en' };

/** The language of whatever is put into words now. */
export function language(): Language {
  return cell.value;
}

/** From now on the language is what this cell holds. The app gives one that tells its readers of changes, so that words are made anew. */
export function keepLanguageIn(other: LanguageCell): void {
  cell = other;
}

export function isLanguage(value: unknown): value is Language {
  return (languages as readonly unknown[]).includes(value);
}

/** What a catalog in another language looks like: the same names, functions of the same arguments. */
export type Translation<T> = T extends string
  ? string
  : T extends (...given: infer A) => infer R
    ? (...given: A) => Translation<R>
    : { readonly [K in keyof T]: Translation<T[K]> };

/** A catalog that answers in the present language. What was taken out of it stays as it was: ask it where the words are drawn. */
export function translated<T extends object>(
  en: T,
  others: Readonly<Record<OtherLanguage, Translation<T>>>,
): Translation<T> {
  const all: Readonly<Record<Language, object>> = { en, ...others };
  return new Proxy(en, {
    get: (_, name) => Reflect.get(all[language()], name) as unknown,
  }) as unknown as Translation<T>;
}

/** Sentences by the English ones: "{0} of {1}" of say`${a} of ${b}`; they may use what is in braces in any order. */
export type Phrases = Readonly<Record<string, string>>;

/** Puts a sentence into the present language. */
export type Say = (parts: TemplateStringsArray, ...values: readonly (string | number)[]) => string;

/** A tag for English sentences that says them in the present language; in English where a translation is missing. */
export function phrasebook(books: Readonly<Record<OtherLanguage, Phrases>>): Say {
  return (parts, ...values) => {
    const spoken = language();
    const phrase = spoken === 'en' ? undefined : books[spoken][phraseOf(parts)];
    if (phrase === undefined)
      return parts.reduce((text, part, nth) => `${text}${written(values[nth - 1])}${part}`);
    return phrase.replace(/\{(\d)\}/g, (_, nth: string) => written(values[Number(nth)]));
  };
}

/** What a sentence is found by: its values are numbered from 0. */
export function phraseOf(parts: readonly string[]): string {
  return parts.reduce((phrase, part, nth) => `${phrase}{${String(nth - 1)}}${part}`);
}

const decimalMarks: Readonly<Record<Language, string>> = { en: '.', de: ',' };

/** A value in a sentence. */
function written(value: string | number | undefined): string {
  return typeof value === 'number'
    ? String(value).replace('.', decimalMarks[language()])
    : String(value);
}

/** A number with so many digits behind the decimal mark. */
export function decimal(value: number, digits: number): string {
  return value.toFixed(digits).replace('.', decimalMarks[language()]);
}
