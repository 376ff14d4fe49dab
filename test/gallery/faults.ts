// What makes a picture hard to read, found in the page itself: where its texts really stand in the fonts that the browser has.

/** A place in the page's pixels. */
interface Spot {
  readonly x: number;
  readonly y: number;
}

interface Written {
  readonly node: SVGTextElement;
  readonly text: string;
  /** Its corners, in order; a text may stand aslant. */
  readonly corners: readonly Spot[];
}

/** Letters reach neither the top nor the bottom of their line: shares of its height. */
const [above, below] = [0.24, 0.16];
/** Pixels by which a text may touch what it must not. */
const slack = 1;

/** Everything that is wrong with how the picture's texts stand, one sentence each. */
export function faultsOf(svg: SVGSVGElement): string[] {
  const texts = [...svg.querySelectorAll('text')].flatMap((node) => writtenIn(node) ?? []);
  return [
    ...overlaps(texts),
    ...texts.flatMap((each) => [...strays(svg, each), ...cuts(each), ...strikes(svg, each)]),
  ];
}

function shownText(node: SVGTextElement): string {
  const parts = [...node.childNodes].filter(({ nodeName }) => nodeName !== 'title');
  return parts.map(({ textContent }) => textContent ?? '').join(' ');
}

function writtenIn(node: SVGTextElement): Written | null {
  const text = shownText(node).trim();
  // What is on its way passes over what stands still, with a halo of its own.
  // Letters of beads stand on their threads.
  if (text === '' || node.closest('.cargo, .arrival, .bead') || !isVisible(node)) return null;
  const { x, y, width, height } = node.getBBox();
  const turn = node.getScreenCTM();
  if (width === 0 || !turn) return null;
  const [left, right, top, bottom] = [x, x + width, y + above * height, y + (1 - below) * height];
  const corners = [
    new DOMPoint(left, top),
    new DOMPoint(right, top),
    new DOMPoint(right, bottom),
    new DOMPoint(left, bottom),
  ].map((point) => point.matrixTransform(turn));
  return { node, text, corners };
}

function isVisible(node: Element): boolean {
  return node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

function overlaps(texts: readonly Written[]): string[] {
  const sorted = texts
    .map((each) => ({ each, box: boxOf(each.corners) }))
    .sort((a, b) => a.box.top - b.box.top);
  return sorted.flatMap(({ each, box }, i) => {
    const found: string[] = [];
    for (const other of sorted.slice(i + 1)) {
      if (other.box.top > box.bottom) break;
      if (cross(each.corners, other.each.corners))
        found.push(`“${each.text}” and “${other.each.text}” overlap`);
    }
    return found;
  });
}

function boxOf(corners: readonly Spot[]) {
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  return {
    ...{ left: Math.min(...xs), right: Math.max(...xs) },
    ...{ top: Math.min(...ys), bottom: Math.max(...ys) },
  };
}

/** True when two convex shapes share more than an edge: no line along a side of either has them on different sides. */
function cross(one: readonly Spot[], other: readonly Spot[]): boolean {
  return [one, other].every((shape) =>
    shape.every((from, i) => {
      const to = shape[(i + 1) % shape.length] ?? from;
      const [nx, ny] = [to.y - from.y, from.x - to.x];
      const length = Math.hypot(nx, ny) || 1;
      const [a, b] = [one, other].map((each) => {
        const along = each.map(({ x, y }) => (x * nx + y * ny) / length);
        return [Math.min(...along), Math.max(...along)] as const;
      });
      return !a || !b || Math.min(a[1], b[1]) - Math.max(a[0], b[0]) > slack;
    }),
  );
}

/** Out of the picture, or out of the box that it is written in. */
function strays(svg: SVGSVGElement, { node, text, corners }: Written): string[] {
  const box = boxOf(corners);
  const page = svg.getBoundingClientRect();
  const aside = ({ left, right }: DOMRect, spare: number): boolean =>
    box.left < left - spare || box.right > right + spare;
  if (aside(page, slack) || box.top < page.top - slack || box.bottom > page.bottom + slack)
    return [`“${text}” leaves the picture`];
  const ground = groundOf(node);
  if (!ground) return [];
  const room = ground.getBoundingClientRect();
  // What lights a row up is only as wide as the row; heads of columns stand above it.
  const isLight = ground.matches('.hit');
  const leaves =
    aside(room, isLight ? 6 : slack) ||
    (!isLight && (box.top < room.top - slack || box.bottom > room.bottom + slack));
  return leaves ? [`“${text}” leaves its box`] : [];
}

/** The innermost rectangle that was drawn for what the text belongs to. */
function groundOf(node: Element): SVGRectElement | null {
  for (let at = node.parentElement; at && !at.matches('.plate'); at = at.parentElement) {
    const rects = [...at.children].filter((child) => child instanceof SVGRectElement);
    const ground = rects.find((rect) => rect.matches(':not(.seal, .edge, .swatch, .part, .rail)'));
    if (ground && ground.getBoundingClientRect().width > 0) return ground;
  }
  return null;
}

/** What others wrote, be it a program's name or a line of a Dockerfile: it may be cut where its whole is told. */
const foreign = '.name, .args, .title, .layer-note, .cell-text, .command';

/** An end that is missing: of what others wrote, where nothing tells it whole; of a sentence of ours, ever. */
function cuts({ node, text }: Written): string[] {
  // What is not known yet is told by an ellipsis that stands alone.
  if (!text.endsWith('…') || /(^| )…$/.test(text)) return [];
  const whole = [node, node.closest('g')]
    .map((each) => each?.querySelector(':scope > title')?.textContent ?? '')
    .join('\n');
  const begins = text.slice(0, -1).trimEnd();
  const cut = whole.indexOf(begins);
  if (cut < 0 || whole[cut + begins.length] === undefined)
    return [`“${text}” is cut, and nothing tells it whole`];
  const isOurs =
    begins.includes(' ') &&
    !node.matches(foreign) &&
    !getComputedStyle(node).fontFamily.includes('mono');
  return isOurs ? [`“${text}” is cut, though it could go on in another line`] : [];
}

const lines = 'path:is(.line, .thread, .tie, .branch, .join, .measured, .limit)';
const frames = '.frame rect, rect:is(.box, .band, .ground)';

/** Lines, and the sides of frames, that go through letters. */
function strikes(svg: SVGSVGElement, { node, text, corners }: Written): string[] {
  const box = boxOf(corners);
  const isStruck = (path: SVGPathElement): boolean => {
    const turn = apart(path.getBoundingClientRect(), box) ? null : path.getScreenCTM();
    if (!turn || !isVisible(path)) return false;
    const back = turn.inverse();
    return spotsOf(corners).some(({ x, y }) =>
      path.isPointInStroke(new DOMPoint(x, y).matrixTransform(back)),
    );
  };
  const isCrossed = (rect: SVGRectElement): boolean => {
    const room = rect.getBoundingClientRect();
    const isIn =
      room.left <= box.left + slack &&
      room.right >= box.right - slack &&
      room.top <= box.top + slack &&
      room.bottom >= box.bottom - slack;
    return !isIn && !apart(room, box) && isVisible(rect);
  };
  const found =
    [...svg.querySelectorAll<SVGPathElement>(lines)].some(isStruck) ||
    [...svg.querySelectorAll<SVGRectElement>(frames)].some(isCrossed);
  return found && getComputedStyle(node).paintOrder !== 'stroke'
    ? [`“${text}” has a line through it`]
    : [];
}

type Sides = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>;

function apart(one: Sides, other: Sides): boolean {
  return (
    one.right < other.left + slack ||
    one.left > other.right - slack ||
    one.bottom < other.top + slack ||
    one.top > other.bottom - slack
  );
}

/** Along the middle and down the middle of a text, densely enough for a line to be met. */
function spotsOf(corners: readonly Spot[]): Spot[] {
  const [a, b, c, d] = corners;
  if (!a || !b || !c || !d) return [];
  const between = (p: Spot, q: Spot, share: number): Spot => ({
    x: p.x + (q.x - p.x) * share,
    y: p.y + (q.y - p.y) * share,
  });
  const along = Math.ceil(Math.hypot(b.x - a.x, b.y - a.y));
  return Array.from({ length: along + 1 }, (_, i) => i / along).flatMap((share) => [
    between(between(a, d, 0.5), between(b, c, 0.5), share),
  ]);
}
