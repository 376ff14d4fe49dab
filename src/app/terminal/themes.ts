import type { ITheme } from '@xterm/xterm';

/** Colours of a terminal on the light and the dark sheet; every one of the sixteen has contrast 4.5 or more on its background. */
export const themes: Readonly<Record<'light' | 'dark', ITheme>> = {
  light: {
    background: '#fdfcf8',
    foreground: '#1d2429',
    cursor: '#0d5b78',
    cursorAccent: '#fdfcf8',
    selectionBackground: '#bcdce8',
    selectionInactiveBackground: '#d9e6ea',
    scrollbarSliderBackground: '#1d242930',
    scrollbarSliderHoverBackground: '#1d242958',
    scrollbarSliderActiveBackground: '#1d242980',
    black: '#1d2429',
    red: '#a02c1c',
    green: '#2c6a3f',
    yellow: '#805000',
    blue: '#1b559e',
    magenta: '#86337f',
    cyan: '#0d6470',
    white: '#5d666d',
    brightBlack: '#5b656d',
    brightRed: '#b93c28',
    brightGreen: '#2f7444',
    brightYellow: '#8a5a00',
    brightBlue: '#2464b8',
    brightMagenta: '#9a3f92',
    brightCyan: '#0f6c79',
    brightWhite: '#2b343a',
  },
  dark: {
    background: '#0f1518',
    foreground: '#e5e3db',
    cursor: '#7cc1dd',
    cursorAccent: '#0f1518',
    selectionBackground: '#274f61',
    selectionInactiveBackground: '#22363f',
    scrollbarSliderBackground: '#e5e3db2a',
    scrollbarSliderHoverBackground: '#e5e3db50',
    scrollbarSliderActiveBackground: '#e5e3db78',
    black: '#7f8b92',
    red: '#f0907f',
    green: '#84c596',
    yellow: '#e2b25f',
    blue: '#8ab4f0',
    magenta: '#dba0d5',
    cyan: '#74c7cf',
    white: '#d4d2ca',
    brightBlack: '#909ca3',
    brightRed: '#ffa898',
    brightGreen: '#9bdcae',
    brightYellow: '#f2c77a',
    brightBlue: '#a5c8fa',
    brightMagenta: '#ebb8e6',
    brightCyan: '#8fdbe2',
    brightWhite: '#ffffff',
  },
};

export const fontFamily =
  'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

/** Marks of search matches; xterm takes #rrggbb only. */
export const matchColours = {
  light: { all: '#f3d98b', active: '#e8a33d' },
  dark: { all: '#5c4a1a', active: '#9a6d14' },
} as const;
