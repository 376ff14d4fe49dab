import type { Screen } from './screen.ts';

/** Copies what is selected; false when the browser refused, null when nothing is selected. */
export async function copySelection(screen: Screen): Promise<boolean | null> {
  const text = screen.selection;
  if (!text) return null;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}

/** Pastes the clipboard's text; false when the browser does not let the page read it. */
export async function pasteInto(screen: Screen): Promise<boolean> {
  try {
    const text = await navigator.clipboard.readText();
    screen.paste(text);
    screen.focus();
    return true;
  } catch {
    return false;
  }
}

/** The older way, which works where the page is served without TLS. */
function copyByCommand(text: string): boolean {
  const take = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', take, { once: true });
  const done = document.execCommand('copy');
  document.removeEventListener('copy', take);
  return done;
}
