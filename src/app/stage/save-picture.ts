import { mountView } from '../../views/mount.ts';
import { defaultOptions, type Scene, type View, type ViewOptions } from '../../views/view.ts';
import type { Millis, World } from '../../world/model.ts';

/** What is to be drawn once more, for a file. */
export interface Shot {
  readonly view: View<Scene>;
  readonly world: World;
  readonly now: Millis;
  readonly options: ViewOptions;
  readonly size: { readonly width: number; readonly height: number };
  /** Where it comes from, for the file's metadata. */
  readonly source: string;
}

/** Views that draw only what is in the pane are drawn in one this high at most, CSS pixels. */
const tallest = 20_000;
const pngScale = 2;
const svgNamespace = 'http://www.w3.org/2000/svg';

/** Properties of which a picture is made; a file has no style sheet. */
const drawn = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'display',
  'visibility',
  'font-family',
  'font-size',
  'font-style',
  'font-weight',
  'font-variant',
  'letter-spacing',
  'text-anchor',
  'text-decoration',
  'dominant-baseline',
  'paint-order',
  'marker-start',
  'marker-end',
  'clip-path',
] as const;

/** The whole picture as an SVG file that needs nothing else, in the colours of the page. */
export function formatSvg(shot: Shot): string {
  const host = document.createElement('div');
  host.className = 'save-picture';
  const svg = document.createElementNS(svgNamespace, 'svg');
  host.append(svg);
  document.body.append(host);
  try {
    drawWhole(svg, shot);
    const copy = svg.cloneNode(true) as SVGSVGElement;
    giveStyles(svg, copy);
    furnish(copy, shot, getComputedStyle(host).backgroundColor);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
  } finally {
    host.remove();
  }
}

/** The same as a PNG, at twice the size for screens and paper. */
export async function drawPng(shot: Shot): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(formatSvg(shot))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * pngScale;
  canvas.height = image.naturalHeight * pngScale;
  const context = canvas.getContext('2d');
  context?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error(`${String(canvas.width)} x ${String(canvas.height)} is too large`));
    }, 'image/png');
  });
}

function drawWhole(svg: SVGSVGElement, { view, world, now, options, size }: Shot): void {
  const mounted = mountView(svg, view, {
    onSelect: () => undefined,
    onHover: () => undefined,
    onFold: () => undefined,
  });
  const still: ViewOptions = { ...options, hovered: defaultOptions.hovered };
  const { width, height: shown } = size;
  mounted.update(world, view.windowed ? { ...size, top: 0 } : { width, height: shown }, still);
  mounted.frame(now);
  const height = Math.ceil(Number(svg.getAttribute('height')));
  if (!view.windowed || height <= size.height) return;
  mounted.update(world, { ...size, height: Math.min(height, tallest), top: 0 }, still);
  mounted.frame(now);
}

/** Writes into each element of the copy how its original looks on the page. */
function giveStyles(original: Element, copy: Element): void {
  const style = getComputedStyle(original);
  const parent = original.parentElement ? getComputedStyle(original.parentElement) : null;
  const own = drawn.filter(
    (name) => style.getPropertyValue(name) !== parent?.getPropertyValue(name) || !isInherited(name),
  );
  copy.setAttribute(
    'style',
    own.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';'),
  );
  for (const name of ['class', 'tabindex']) copy.removeAttribute(name);
  [...original.children].forEach((child, at) => {
    const twin = copy.children[at];
    if (twin) giveStyles(child, twin);
  });
}

/** Opacity and clipping of a group hold for it as a whole; display is not handed on either. */
function isInherited(name: string): boolean {
  return !['opacity', 'display', 'clip-path', 'text-decoration', 'dominant-baseline'].includes(
    name,
  );
}

/** Paper, and what the picture is of. */
function furnish(svg: SVGSVGElement, shot: Shot, paper: string): void {
  const [, , width = 0, height = 0] = (svg.getAttribute('viewBox') ?? '')
    .split(/[ ,]+/)
    .map(Number);
  const make = (name: string, text: string): Element => {
    const element = document.createElementNS(svgNamespace, name);
    element.textContent = text;
    return element;
  };
  const sheet = document.createElementNS(svgNamespace, 'rect');
  for (const [name, value] of Object.entries({ width, height, fill: paper }))
    sheet.setAttribute(name, String(value));
  const words = shot.view
    .describe(shot.world, shot.options)
    .parts.flatMap(({ title, sentences, table }) => [
      title,
      ...sentences,
      ...(table?.rows ?? []).map((row) => row.join(', ')),
    ]);
  svg.setAttribute('xmlns', svgNamespace);
  svg.prepend(
    make('title', shot.view.title),
    make('desc', words.join('\n')),
    make('metadata', shot.source),
    sheet,
  );
}
