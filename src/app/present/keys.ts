// The keys of Present, stated once: its handler and the help both read this table.

export type PresentAction =
  | 'next'
  | 'slideForward'
  | 'slideBack'
  | 'timeForward'
  | 'timeBack'
  | 'live'
  | 'blank'
  | 'view'
  | 'layout'
  | 'notes'
  | 'type'
  | 'larger'
  | 'smaller'
  | 'recording'
  | 'fresh'
  | 'leave';

/** By `KeyboardEvent.key`, lower case. Page Up and Page Down, F5 and the full stop are what pointers in the hand send. */
const byKey: Readonly<Record<string, PresentAction>> = {
  ' ': 'next',
  arrowright: 'timeForward',
  arrowleft: 'timeBack',
  arrowdown: 'slideForward',
  arrowup: 'slideBack',
  pagedown: 'slideForward',
  pageup: 'slideBack',
  end: 'live',
  b: 'blank',
  '.': 'blank',
  v: 'view',
  l: 'layout',
  n: 'notes',
  t: 'type',
  '+': 'larger',
  '=': 'larger',
  '-': 'smaller',
  r: 'recording',
  f: 'fresh',
  escape: 'leave',
};

/** What a key does in Present, outside of the terminal. */
export function presentActionOf({
  key,
  ctrlKey,
  altKey,
  metaKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>): PresentAction | null {
  if (ctrlKey || altKey || metaKey) return null;
  const name = key.toLowerCase();
  return Object.hasOwn(byKey, name) ? (byKey[name] ?? null) : null;
}

const printed: Readonly<Record<string, string>> = {
  ' ': 'Space',
  arrowright: '→',
  arrowleft: '←',
  arrowdown: '↓',
  arrowup: '↑',
  pagedown: 'Page Down',
  pageup: 'Page Up',
  end: 'End',
  escape: 'Esc',
};

/** Each action with its keys as they are printed. */
export const presentKeys: readonly (readonly [PresentAction, readonly string[]])[] = [
  ...new Set(Object.values(byKey)),
].map((action) => [
  action,
  Object.entries(byKey).flatMap(([key, does]) =>
    does === action && key !== '=' ? [printed[key] ?? key.toUpperCase()] : [],
  ),
]);
