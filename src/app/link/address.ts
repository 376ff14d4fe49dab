import { isLanguage, type Language } from '../../base/language.ts';
import { parsePanes } from '../stage/views.ts';

export const modes = ['learn', 'explore', 'present'] as const;
export type Mode = (typeof modes)[number];

/** What of the page a URL names: `?mode=present&lesson=02-namespaces&view=layers&lang=de`. What is left out is as the person had it last. */
export interface Address {
  readonly mode: Mode | null;
  /** Name of a lesson, or where to get one; null for none. */
  readonly lesson: string | null;
  readonly view: string | null;
  readonly lang: Language | null;
}

/** The address of a URL's query; what it names that does not exist is left out. */
export function parseAddress(query: string): Address {
  const asked = new URLSearchParams(query);
  const lang = asked.get('lang');
  return {
    mode: modes.find((mode) => mode === asked.get('mode')) ?? null,
    lesson: asked.get('lesson'),
    view: viewIn(asked),
    lang: isLanguage(lang) ? lang : null,
  };
}

/** In a query a plus sign stands for a space. */
function viewIn(asked: URLSearchParams): string | null {
  const view = asked.get('view')?.replaceAll(' ', '+') ?? '';
  return parsePanes(view).length > 0 ? view : null;
}

/** A query with the address in it; whatever else the query says stays. */
export function formatAddress(query: string, address: Partial<Address>): string {
  const params = new URLSearchParams(query);
  for (const [name, value] of Object.entries(address)) {
    if (value === null) params.delete(name);
    else params.set(name, value);
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** The short name of a lesson in URLs: that of its folder. */
export function lessonInAddress(name: string): string {
  return name.replace(/\/index$/, '');
}
