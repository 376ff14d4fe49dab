/**
 * What is wrong with how the texts of the shell stand, one sentence each; runs in the page, so it holds all that it calls. Pictures
 * and terminals are left out: the ones are measured by themselves, the others are rows of cells.
 */
export function shellFaults(): string[] {
  const slack = 1.5;
  const aside = 'svg, .xterm, .visually-hidden, .skips, option, script, style, iframe';

  interface Written {
    readonly text: string;
    readonly element: Element;
    readonly boxes: readonly DOMRect[];
  }

  const isShown = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

  /** The dialog or menu that it belongs to, which covers the page. */
  const layerOf = (element: Element): Element | null => element.closest('dialog, [popover]');

  /** Neither scrolled out of sight nor under a dialog; what another text covers is to be found. */
  const isSeen = (element: Element, box: DOMRect): boolean => {
    // Where it begins: its end may be cut, which is to be found.
    const [x, y] = [box.left + Math.min(6, box.width / 2), box.top + box.height / 2];
    const top = document.elementFromPoint(x, y);
    if (!top || layerOf(top) !== layerOf(element)) return false;
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { left, right, top: above, bottom } = at.getBoundingClientRect();
      const isOut = x < left || x > right || y < above || y > bottom;
      if (isOut && getComputedStyle(at).overflow !== 'visible') return false;
    }
    return true;
  };

  const written = (): Written[] => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const all: Written[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const element = node.parentElement;
      if (text === '' || !element || element.closest(aside) || !isShown(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
      const seen = boxes.filter((box) => isSeen(element, box));
      if (seen.length > 0) all.push({ text, element, boxes: seen });
    }
    return all;
  };

  /** The closest ancestor that shows no more than its own box, and whether it can be scrolled sideways. */
  const windowOf = (element: Element): { box: DOMRect; scrolls: boolean; dots: boolean } => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { overflowX, textOverflow, display } = getComputedStyle(at);
      if (display === 'inline' || overflowX === 'visible') continue;
      const scrolls = overflowX === 'auto' || overflowX === 'scroll';
      return { box: at.getBoundingClientRect(), scrolls, dots: textOverflow === 'ellipsis' };
    }
    return { box: new DOMRect(0, 0, innerWidth, innerHeight), scrolls: false, dots: false };
  };

  const cuts = ({ text, element, boxes }: Written): string[] => {
    const { box, scrolls, dots } = windowOf(element);
    const isCut = boxes.some(
      ({ left, right }) => left < box.left - slack || right > box.right + slack,
    );
    if (!isCut || scrolls) return [];
    if (!dots) return [`“${text}” is cut`];
    const told = element.closest('[title], [aria-label]');
    const whole = `${told?.getAttribute('title') ?? ''} ${told?.getAttribute('aria-label') ?? ''}`;
    return whole.includes(text) ? [] : [`“${text}” is cut, and nothing tells it whole`];
  };

  const meet = (one: DOMRect, other: DOMRect): boolean =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > slack &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > slack * 3;

  /** What is shown of a text. */
  const shownOf = ({ element, boxes }: Written): DOMRect[] => {
    const { box } = windowOf(element);
    return boxes.map(({ left, right, top, height }) => {
      const from = Math.max(left, box.left);
      return new DOMRect(from, top, Math.max(0, Math.min(right, box.right) - from), height);
    });
  };

  const texts = written().map((each) => ({ ...each, shown: shownOf(each) }));
  const overlaps = texts.flatMap((each, i) =>
    texts
      .slice(i + 1)
      .filter((other) => layerOf(each.element) === layerOf(other.element))
      .filter((other) => each.shown.some((box) => other.shown.some((its) => meet(box, its))))
      .map((other) => `“${each.text}” and “${other.text}” overlap`),
  );
  return [...texts.flatMap(cuts), ...overlaps];
}
