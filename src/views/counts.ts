import { say } from './say.ts';

// How many there are of what, and several as one list.
export const processCount = (n: number): string => (n === 1 ? say`1 process` : say`${n} processes`);
export const layerCount = (n: number): string => (n === 1 ? say`1 layer` : say`${n} layers`);
export const requestCount = (n: number): string => (n === 1 ? say`1 request` : say`${n} requests`);
export const eventCount = (n: number): string => (n === 1 ? say`1 event` : say`${n} events`);
export const messageCount = (n: number): string => (n === 1 ? say`1 message` : say`${n} messages`);
export const byteCount = (n: number): string => (n === 1 ? say`1 byte` : say`${n} bytes`);

/** "a, b and c" */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : say`${words.slice(0, -1).join(', ')} and ${last}`;
}
