// Every key of the app, stated once: the handler and the help dialog both read this table.

export type Action =
  | 'help'
  | 'nextRegion'
  | 'previousRegion'
  | 'newTerminal'
  | 'closeTerminal'
  | 'nextTerminal'
  | 'previousTerminal'
  | 'copy'
  | 'find'
  | 'larger'
  | 'smaller'
  | 'previousCommand'
  | 'nextCommand'
  | 'live'
  | 'goBack'
  | 'keepMoment'
  | 'branches'
  | 'play';

export interface Binding {
  readonly action: Action;
  /** `KeyboardEvent.key`, lower case. */
  readonly key: string;
  readonly ctrl?: boolean;
  readonly shift?: boolean;
  /** Does not hold while typing into a terminal or a field. */
  readonly outsideText?: boolean;
}

export const bindings: readonly Binding[] = [
  { action: 'nextRegion', key: 'f6' },
  { action: 'previousRegion', key: 'f6', shift: true },
  { action: 'newTerminal', key: 'enter', ctrl: true, shift: true },
  { action: 'closeTerminal', key: 'x', ctrl: true, shift: true },
  { action: 'nextTerminal', key: 'arrowright', ctrl: true, shift: true },
  { action: 'previousTerminal', key: 'arrowleft', ctrl: true, shift: true },
  { action: 'copy', key: 'c', ctrl: true, shift: true },
  { action: 'find', key: 'f', ctrl: true, shift: true },
  { action: 'larger', key: '+', ctrl: true },
  { action: 'larger', key: '=', ctrl: true },
  { action: 'smaller', key: '-', ctrl: true },
  { action: 'previousCommand', key: 'arrowup', ctrl: true, shift: true },
  { action: 'nextCommand', key: 'arrowdown', ctrl: true, shift: true },
  { action: 'live', key: 'l', ctrl: true, shift: true },
  { action: 'goBack', key: 'z', ctrl: true, shift: true },
  { action: 'keepMoment', key: 's', ctrl: true, shift: true },
  { action: 'branches', key: 'b', ctrl: true, shift: true },
  { action: 'play', key: 'y', ctrl: true, shift: true },
  { action: 'help', key: 'f1' },
  { action: 'help', key: '?', outsideText: true },
];

export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The app's action for a key, or null when the key is not the app's. */
export function actionOf(pressed: Pressed, inText: boolean): Action | null {
  if (pressed.altKey) return null;
  const key = pressed.key.toLowerCase();
  const found = bindings.find(
    (binding) =>
      binding.key === key &&
      (binding.ctrl ?? false) === (pressed.ctrlKey || pressed.metaKey) &&
      (isSymbol(key) || (binding.shift ?? false) === pressed.shiftKey) &&
      !(binding.outsideText && inText),
  );
  return found?.action ?? null;
}

/** Whether a symbol needs Shift depends on the keyboard's layout. */
function isSymbol(key: string): boolean {
  return key === '?' || key === '+' || key === '=';
}

/** The keys of an action as they are printed: ["Ctrl", "Shift", "C"]. */
export function keysOf(action: Action): readonly string[] {
  const binding = bindings.find((each) => each.action === action);
  if (!binding) return [];
  return [
    ...(binding.ctrl ? ['Ctrl'] : []),
    ...(binding.shift ? ['Shift'] : []),
    printed[binding.key] ?? binding.key.toUpperCase(),
  ];
}

const printed: Readonly<Record<string, string>> = {
  arrowright: '→',
  arrowleft: '←',
  arrowup: '↑',
  arrowdown: '↓',
  enter: 'Enter',
};

/** Whether an event's target takes text, a terminal's hidden field included. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.matches('input:not([type=range]), textarea, select') || target.isContentEditable;
}
