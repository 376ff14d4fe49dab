// Mount options of a tmpfs, as docker takes them (tmpfs(5)).
import type { MountSpec } from './host-config.ts';

/** Words that undo each other stand in one group. */
const flags = [
  ['rw', 'ro'],
  ['exec', 'noexec'],
  ['suid', 'nosuid'],
  ['dev', 'nodev'],
  ['async', 'sync'],
  ['atime', 'noatime'],
  ['diratime', 'nodiratime'],
  ['norelatime', 'relatime'],
  ['nostrictatime', 'strictatime'],
  ['clear'],
  ['private', 'rprivate', 'shared', 'rshared', 'slave', 'rslave', 'unbindable', 'runbindable'],
];
const values = ['mode', 'uid', 'gid', 'size', 'nr_inodes', 'nr_blocks', 'mpol'];

/** Options of which the later ones win, or the words that are none. */
export function mergeTmpfsOptions(
  text: string,
): { readonly options: string[] } | { readonly refused: string[] } {
  const merged = new Map<string, string>();
  for (const word of text.split(',').filter((each) => each !== '' && each !== 'defaults')) {
    const group = flags.find((each) => each.includes(word));
    const [name = '', value] = word.split(/=(.*)/s);
    if (group) merged.set(group.join(), word);
    else if (value !== undefined && values.includes(name)) merged.set(name, word);
    else return { refused: [word] };
  }
  return { options: [...merged.values()].filter((word) => word !== 'rw') };
}

const units = [
  [30, 'g'],
  [20, 'm'],
  [10, 'k'],
] as const;

/** Options of a --mount type=tmpfs. */
export function tmpfsOptions({ ReadOnly: readOnly, TmpfsOptions: own }: MountSpec): string[] {
  const { Mode: mode = 0, SizeBytes: size = 0 } = own ?? {};
  return [
    ...(readOnly ? ['ro'] : []),
    ...(mode > 0 ? [`mode=${mode.toString(8)}`] : []),
    ...(size > 0 ? [`size=${formatBytes(size)}`] : []),
  ];
}

function formatBytes(bytes: number): string {
  const [power, letter] = units.find(([each]) => bytes % 2 ** each === 0) ?? [0, ''];
  return `${String(bytes / 2 ** power)}${letter}`;
}
