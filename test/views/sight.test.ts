// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import { mountView } from '../../src/views/mount.ts';
import { defaultOptions } from '../../src/views/options.ts';
import { sightFrom, type Sight } from '../../src/views/sight.ts';
import { processViews } from '../gallery/views.ts';
import { fixture } from './worlds.ts';

const nothing = (): undefined => undefined;
const silent = { onSelect: nothing, onHover: nothing, onFold: nothing };
const size = { width: 1000, height: 300 };

let svg: SVGSVGElement;
beforeEach(() => {
  document.body.innerHTML = '<svg></svg>';
  svg = document.querySelector('svg') as SVGSVGElement;
});

/** The rows with how far down they stand. */
function rows(): { row: SVGElement; y: number; inLayout: boolean }[] {
  return [...svg.querySelectorAll<SVGElement>('g.row')].map((row) => ({
    row,
    y: Number(/,(-?[\d.]+)\)/.exec(row.getAttribute('transform') ?? '')?.[1]),
    inLayout: row.getAttribute('display') !== 'none',
  }));
}

test('sightFrom() covers the pane and a quarter around it, and changes in steps of a quarter', () => {
  const from = (top: number): Sight => sightFrom({ width: 1000, height: 300, top });
  for (const top of [0, 74, 75, 1000, 1149]) {
    const sight = from(top);
    expect(sight.top).toBeLessThanOrEqual(top - 75);
    expect(sight.bottom).toBeGreaterThanOrEqual(top + 375);
  }
  expect(from(1)).toEqual(from(74));
  expect(from(74)).not.toEqual(from(76));
});

describe.each(processViews.map((view) => [view.name, view] as const))('%s', (_name, view) => {
  const story = fixture('thirty-containers').tell();

  test('leaves out of the layout what is far from the pane, and brings it when the pane comes there', () => {
    const mounted = mountView(svg, view, silent);
    mounted.update(story.world, { ...size, top: 0 }, defaultOptions);
    mounted.frame(story.at);
    const first = rows();
    expect(first.length).toBeGreaterThan(60);
    for (const { y, inLayout } of first) {
      if (y < size.height) expect(inLayout).toBe(true);
      if (y > 4 * size.height) expect(inLayout).toBe(false);
    }
    const end = Math.max(...first.map(({ y }) => y));
    mounted.update(story.world, { ...size, top: end - size.height }, defaultOptions);
    mounted.frame(story.at);
    for (const { row, y, inLayout } of rows()) {
      if (y > end - size.height) expect(inLayout).toBe(true);
      else if (y < end - 4 * size.height && !row.querySelector('[tabindex="0"]'))
        expect(inLayout).toBe(row.getAttribute('tabindex') === '0');
    }
  });

  test('draws everything where it is not told how far the pane is scrolled', () => {
    const mounted = mountView(svg, view, silent);
    mounted.update(story.world, size, defaultOptions);
    mounted.frame(story.at);
    expect(rows().every(({ inLayout }) => inLayout)).toBe(true);
  });

  test('draws each line that reaches into the pane, and the same as without a pane', () => {
    const lines = (top?: number): Map<string, Line> => {
      document.body.innerHTML = '<svg></svg>';
      svg = document.querySelector('svg') as SVGSVGElement;
      const mounted = mountView(svg, view, silent);
      mounted.update(story.world, top === undefined ? size : { ...size, top }, defaultOptions);
      mounted.frame(story.at);
      return linesOf(svg);
    };
    const all = lines();
    const top = 900;
    const seen = lines(top);
    expect([...all.keys()]).toEqual(expect.arrayContaining([...seen.keys()]));
    const left = [...all].filter(([line]) => !seen.has(line));
    for (const [line, { from, to }] of left)
      expect(to < top || from > top + size.height, line).toBe(true);
    expect(left.length).toBeGreaterThan(10);
  });

  test('a key leads to a row that was left out', () => {
    const mounted = mountView(svg, view, silent);
    mounted.update(story.world, { ...size, top: 0 }, defaultOptions);
    mounted.frame(story.at);
    const items = [
      ...svg.querySelectorAll<SVGElement>('g.row[role=treeitem]:not([visibility=hidden])'),
    ];
    items[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
    expect(document.activeElement).toBe(items.at(-1));
    expect(items.at(-1)?.getAttribute('display')).toBe('inline');
  });
});

/** Heights in the picture that a line reaches from and to. */
interface Line {
  readonly from: number;
  readonly to: number;
}

/** What is drawn of lines, piece by piece, by where it begins and what it looks like. */
function linesOf(svg: SVGSVGElement): Map<string, Line> {
  const paths = svg.querySelectorAll('.threads path, .joins path, .branches path, .ties path');
  const shiftOf = (element: Element | null): number => {
    if (!element || element === svg) return 0;
    const [, y = '0'] = /translate\(0,(.+)\)/.exec(element.getAttribute('transform') ?? '') ?? [];
    return Number(y) + shiftOf(element.parentElement);
  };
  return new Map(
    [...paths].flatMap((path) => {
      if (path.closest('[display=none]')) return [];
      const shift = shiftOf(path);
      const pieces = (path.getAttribute('d') ?? '').split(/(?=M)/).filter(Boolean);
      return pieces.map((piece): [string, Line] => {
        const absolute = piece.replace(/[a-z][^A-Z]*/g, '');
        const heights = [...absolute.matchAll(/(?:,|V)(-?[\d.]+)/g)].map(
          ([, y]) => Number(y) + shift,
        );
        return [
          `${path.getAttribute('class') ?? ''} ${String(shift)} ${piece}`,
          { from: Math.min(...heights), to: Math.max(...heights) },
        ];
      });
    }),
  );
}
