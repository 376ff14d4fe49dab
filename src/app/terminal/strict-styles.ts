// xterm writes CSS into `<style>` elements, which a policy without 'unsafe-inline' refuses. While it opens, it is given inert
// elements instead whose text goes into a constructed sheet: the CSS object model is not subject to the policy.

/** Runs `open` with a constructed sheet in place of every style element that it creates. */
export function withStrictStyles(open: () => void): void {
  const create = document.createElement.bind(document) as (
    tag: string,
    options?: ElementCreationOptions,
  ) => HTMLElement;
  const patched = (tag: string, options?: ElementCreationOptions): HTMLElement =>
    tag === 'style' ? sheetBacked(create('template')) : create(tag, options);
  document.createElement = patched as typeof document.createElement;
  try {
    open();
  } finally {
    Reflect.deleteProperty(document, 'createElement');
  }
}

function sheetBacked(element: HTMLElement): HTMLElement {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  let text = '';
  Object.defineProperty(element, 'textContent', {
    get: () => text,
    set(css: string) {
      text = css;
      sheet.replaceSync(css);
    },
  });
  element.remove = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    Element.prototype.remove.call(element);
  };
  return element;
}
