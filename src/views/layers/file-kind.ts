import { isWhiteout } from '../../world/file-kind.ts';
import type { LayerFile } from '../../world/model.ts';
import { decimal } from '../../base/language.ts';
import { say } from '../say.ts';

const types: Readonly<Record<number, { readonly letter: string; readonly word: () => string }>> = {
  0o1: { letter: 'p', word: () => say`named pipe` },
  0o2: { letter: 'c', word: () => say`character device` },
  0o4: { letter: 'd', word: () => say`directory` },
  0o6: { letter: 'b', word: () => say`block device` },
  0o10: { letter: '-', word: () => say`file` },
  0o12: { letter: 'l', word: () => say`symbolic link` },
  0o14: { letter: 's', word: () => say`socket` },
};

type Mode = Pick<LayerFile, 'mode'>;

export function typeWord(file: LayerFile): string {
  return isWhiteout(file) ? say`whiteout` : (types[file.mode >> 12]?.word() ?? say`something`);
}

/** Permissions in octal, as chmod(1) takes them. */
export const permissions = ({ mode }: Mode): string => (mode & 0o7777).toString(8).padStart(3, '0');

/** "-rw-r--r--", as ls(1) shows it. */
export function modeText({ mode }: Mode): string {
  const bits = [...'rwxrwxrwx'].map((letter, i) => (mode & (0o400 >> i) ? letter : '-'));
  const special = (at: number, bit: number, letter: string): void => {
    if (mode & bit) bits[at] = bits[at] === 'x' ? letter : letter.toUpperCase();
  };
  special(2, 0o4000, 's');
  special(5, 0o2000, 's');
  special(8, 0o1000, 't');
  return (types[mode >> 12]?.letter ?? '?') + bits.join('');
}

/** Bytes in three digits at most: "612 B", "1.4 KB", "24 MB". */
export function sizeText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit > 0 && value < 9.95 ? decimal(value, 1) : String(Math.round(value));
  return `${digits} ${units[unit] ?? ''}`;
}
