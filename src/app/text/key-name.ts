import { keysOf, type Action } from '../keys.ts';
import { texts } from './texts.ts';

/** What is printed on a key; arrows and letters are on all keyboards alike. */
export function keyName(key: string): string {
  const names: Readonly<Record<string, string>> = texts.keyNames;
  return names[key] ?? key;
}

/** The keys of an action: ["Ctrl", "Shift", "C"]. */
export function keyNames(action: Action): readonly string[] {
  return keysOf(action).map(keyName);
}
