import { decimal } from '../base/language.ts';
import { say } from './say.ts';

/** Bytes in the units that docker prints: "812 bytes", "34.5 MB". */
export function byteText(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? say`1 byte` : say`${String(bytes)} bytes`;
  if (bytes < 1_000_000) return `${decimal(bytes / 1000, 1)} kB`;
  return `${decimal(bytes / 1_000_000, 1)} MB`;
}
