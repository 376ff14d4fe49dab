import { en } from './en/en.ts';

/** Every sentence of the shell, in the language of the page. */
export const texts = en;
