import { mount, unmount, type Component } from 'svelte';

/** What is shown in a window of its own. */
export interface OwnWindow<Props extends Record<string, unknown>> {
  /** The window's name: opening it again brings the same one forward. */
  readonly name: string;
  readonly title: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly component: Component<Props>;
  readonly props: Props;
  readonly context?: Map<unknown, unknown>;
  onKey?(event: KeyboardEvent): void;
  /** It is closed, by whomever. */
  onClosed?(): void;
}

/**
 * Opens a component in a window of its own; null where the browser does not allow it. The window is of this page's origin and policy and
 * shows this page's own state, so that the two cannot differ; it closes with the page.
 */
export function openOwnWindow<Props extends Record<string, unknown>>(
  what: OwnWindow<Props>,
): { close(): void } | null {
  const { width, height } = what.size;
  const opened = window.open(
    '',
    what.name,
    `popup,width=${String(width)},height=${String(height)}`,
  );
  if (!opened) return null;
  const { document: page } = opened;
  page.head.replaceChildren(...styles(page));
  page.title = what.title;
  page.body.replaceChildren();
  const stopDressing = followPage(page);
  const { component, props, context = new Map<unknown, unknown>() } = what;
  const shown = mount(component, { target: page.body, props, context });
  const onKey = (event: KeyboardEvent): void => what.onKey?.(event);
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    removeEventListener('pagehide', close);
    opened.removeEventListener('pagehide', close);
    opened.removeEventListener('keydown', onKey);
    stopDressing();
    void unmount(shown);
    opened.close();
    what.onClosed?.();
  };
  opened.addEventListener('keydown', onKey);
  addEventListener('pagehide', close);
  opened.addEventListener('pagehide', close);
  opened.focus();
  return { close };
}

/** The page's own style sheets, by their full addresses. */
function styles(page: Document): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('link[rel=stylesheet], style')].map((each) => {
    const copy = page.importNode(each, true);
    if (each instanceof HTMLLinkElement) copy.setAttribute('href', each.href);
    return copy;
  });
}

/** Light or dark, and in the language that the page is in, also when that changes. */
function followPage(page: Document): () => void {
  const dress = (): void => {
    page.documentElement.lang = document.documentElement.lang;
    page.documentElement.dataset['theme'] = document.documentElement.dataset['theme'] ?? 'light';
  };
  const watcher = new MutationObserver(dress);
  watcher.observe(document.documentElement, { attributeFilter: ['data-theme', 'lang'] });
  dress();
  return () => watcher.disconnect();
}
