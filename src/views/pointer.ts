import type { Handlers } from './view.ts';
import { parseEntity } from './options.ts';
import { setOnce } from './svg.ts';

interface Wiring {
  handlers: Handlers;
  /** `data-entity` or `data-fold` of the element that has tabindex 0. */
  current: string;
}

const wired = new WeakMap<SVGSVGElement, Wiring>();
const shown = ':not([visibility="hidden"], [visibility="hidden"] *)';
const items = `[role="treeitem"]${shown}`;
/** What the focus can rest on: rows, and the marks within them. */
const stops = `${items}, .row > .bead${shown}`;

/** Lets pointer and keys reach the handlers; listeners are put on once, the handlers may change. */
export function wire(svg: SVGSVGElement, handlers: Handlers): void {
  const known = wired.get(svg);
  if (known) known.handlers = handlers;
  else listen(svg, handlers);
  rove(svg);
}

function listen(svg: SVGSVGElement, handlers: Handlers): void {
  const wiring: Wiring = { handlers, current: '' };
  wired.set(svg, wiring);
  let hovered = '';
  const hover = (entity: string): void => {
    if (entity === hovered) return;
    hovered = entity;
    wiring.handlers.onHover(parseEntity(entity));
  };
  svg.addEventListener('click', (event) => click(event, wiring));
  svg.addEventListener('pointerover', (event) => hover(keyAt(event, 'entity')));
  svg.addEventListener('pointerleave', () => hover(''));
  svg.addEventListener('focusin', (event) => {
    const node = closest(event, stops);
    if (node) wiring.current = nameOf(node);
    rove(svg);
  });
  svg.addEventListener('keydown', (event) => {
    const node = closest(event, stops);
    if (node && press(svg, node, event.key, wiring)) event.preventDefault();
  });
}

function click(event: Event, { handlers }: Wiring): void {
  const fold = closest(event, '.fold, .count');
  const row = closest(event, '[data-fold]');
  const key = row?.getAttribute('data-fold');
  if (row && key && (fold !== null || !row.hasAttribute('data-entity'))) {
    handlers.onFold(key, row.getAttribute('aria-expanded') === 'false');
  } else handlers.onSelect(parseEntity(keyAt(event, 'entity')));
}

/** True when the key meant something here. */
function press(svg: SVGSVGElement, node: Element, key: string, { handlers }: Wiring): boolean {
  if (key === 'Escape') handlers.onSelect(null);
  else if (key === 'Enter' || key === ' ') activate(node, handlers);
  else if (key === 'ArrowLeft' || key === 'ArrowRight') {
    return sideways(node, key === 'ArrowRight', handlers);
  } else return upOrDown(svg, node, key);
  return true;
}

function upOrDown(svg: SVGSVGElement, node: Element, key: string): boolean {
  const rows = [...svg.querySelectorAll<SVGElement>(`g.row${items}`)];
  const row = node.closest<SVGElement>('g.row');
  const at = row ? rows.indexOf(row) : -1;
  if (key === 'ArrowDown') return goTo(rows[at + 1]);
  if (key === 'ArrowUp') return goTo(rows[at - 1]);
  if (key === 'Home') return goTo(rows[0]);
  return key === 'End' && goTo(rows[rows.length - 1]);
}

/** Right unfolds, then goes along the row's marks; left comes back, then folds. */
function sideways(node: Element, right: boolean, handlers: Handlers): boolean {
  const fold = node.getAttribute('data-fold');
  const open = node.getAttribute('aria-expanded') === 'true';
  if (fold && open !== right) {
    handlers.onFold(fold, right);
    return true;
  }
  return goTo(besideOf(node, right ? 1 : -1));
}

function activate(node: Element, handlers: Handlers): void {
  const entity = parseEntity(node.getAttribute('data-entity') ?? '');
  const fold = node.getAttribute('data-fold');
  if (entity) handlers.onSelect(entity);
  else if (fold) handlers.onFold(fold, node.getAttribute('aria-expanded') !== 'true');
}

/** The next mark on the same row: from the row to its first, and back from that. */
function besideOf(node: Element, by: number): SVGElement | undefined {
  const row = node.closest<SVGElement>('g.row');
  if (!row) return undefined;
  const line = [row, ...row.querySelectorAll<SVGElement>('g.bead')];
  return line[line.findIndex((each) => each === node) + by];
}

function goTo(node: SVGElement | undefined): boolean {
  const row = node?.closest('g.row');
  if (row) setOnce(row, 'display', 'inline'); // out of sight it could not be focused
  node?.focus();
  return node !== undefined;
}

/** Exactly one element can be reached by Tab: the one last focused, else the first. */
function rove(svg: SVGSVGElement): void {
  const current = wired.get(svg)?.current ?? '';
  const standing = svg.querySelectorAll(`[tabindex="0"]${shown}`);
  if (standing.length === 1 && standing[0] && (!current || nameOf(standing[0]) === current)) return;
  const all = [...svg.querySelectorAll<SVGElement>(stops)];
  const chosen = all.find((node) => nameOf(node) === current) ?? all[0];
  for (const node of svg.querySelectorAll('[tabindex="0"]')) {
    if (node !== chosen) node.setAttribute('tabindex', '-1');
  }
  chosen?.setAttribute('tabindex', '0');
}

const nameOf = (node: Element): string =>
  `${node.closest('g.row')?.getAttribute('data-entity') ?? ''} ${node.getAttribute('data-entity') ?? node.getAttribute('data-fold') ?? ''}`;

const keyAt = (event: Event, name: string): string =>
  closest(event, `[data-${name}]`)?.getAttribute(`data-${name}`) ?? '';

/** Not by `instanceof`: a picture in a window of its own has that window's elements. */
function closest({ target }: Event, selector: string): Element | null {
  return target && 'closest' in target ? (target as Element).closest(selector) : null;
}
