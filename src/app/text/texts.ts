import { translated } from '../../base/language.ts';
import { de } from './de/de.ts';
import { en } from './en/en.ts';

/** Every sentence of the shell, in the language of the page. */
export const texts = translated(en, { de });
