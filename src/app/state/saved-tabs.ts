import type { TerminalSize } from '../../backend/backend.ts';
import type { ScreenText } from '../terminal/screen.ts';
import { packText, unpackText, type PackedText } from './packed-text.ts';

/** A tab at some moment. */
interface SavedTab<Screen> {
  readonly key: number;
  /** As it was named by hand. */
  readonly given: string | null;
  /** Number of its terminal; null when it had none. */
  readonly terminal: number | null;
  readonly ended: number | null;
  readonly screen: Screen;
}

interface AllTabs<Screen> {
  readonly tabs: readonly SavedTab<Screen>[];
  /** Key of the one that was shown. */
  readonly active: number | null;
}

export type OpenTabs = AllTabs<ScreenText>;
export type PackedTabs = AllTabs<TerminalSize & { readonly packed: PackedText }>;

export async function packTabs({ tabs, active }: OpenTabs): Promise<PackedTabs> {
  const packed = tabs.map(async (tab) => {
    const { text, ...size } = tab.screen;
    return { ...tab, screen: { ...size, packed: await packText(text) } };
  });
  return { tabs: await Promise.all(packed), active };
}

export async function unpackTabs({ tabs, active }: PackedTabs): Promise<OpenTabs> {
  const open = tabs.map(async (tab) => {
    const { packed, ...size } = tab.screen;
    return { ...tab, screen: { ...size, text: await unpackText(packed) } };
  });
  return { tabs: await Promise.all(open), active };
}

/** Bytes that packed tabs hold. */
export function tabsSize({ tabs }: PackedTabs): number {
  return tabs.reduce((sum, { screen }) => sum + screen.packed.length, 0);
}
