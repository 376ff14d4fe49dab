// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { mountView } from '../../src/views/mount.ts';
import { defaultOptions, type Entity } from '../../src/views/options.ts';
import type { Handlers, Scene, View } from '../../src/views/view.ts';
import { processViews } from '../gallery/views.ts';
import { fixture, stage, worldAt } from './worlds.ts';

let svg: SVGSVGElement;
const nothing = (): undefined => undefined;
const silent: Handlers = { onSelect: nothing, onHover: nothing, onFold: nothing };

beforeEach(() => {
  document.body.innerHTML = '<svg></svg>';
  svg = document.querySelector('svg') as SVGSVGElement;
});

function drawn(view: View<Scene>, name: string): SVGSVGElement {
  const story = fixture(name).tell();
  const mounted = mountView(svg, view, silent);
  mounted.update(story.world, stage, defaultOptions);
  mounted.frame(story.at);
  return svg;
}

/** The svg as text that is the same for the same picture, whatever was drawn before. */
function textOf(element: Element, indent = ''): string {
  const attributes = [...element.attributes]
    .filter(({ name }) => name !== 'tabindex')
    .map(({ name, value }) => ` ${name}="${value.trim().replace(/ +/g, ' ')}"`)
    .sort();
  const tag = element.tagName.toLowerCase();
  const children = [...element.children].map((child) => textOf(child, `${indent}  `));
  // Parts of a row's body do not overlap: their order says nothing.
  if (element.classList.contains('body')) children.sort();
  const text = element.children.length === 0 ? (element.textContent ?? '') : '';
  const inside = children.length > 0 ? `\n${children.join('')}${indent}` : text;
  return `${indent}<${tag}${attributes.join('')}>${inside}</${tag}>\n`;
}

const small = [
  'host-only',
  'one-container',
  'exec-into',
  'unshare-by-hand',
  'unshare-inside',
  'nsenter',
  'nested-pid',
  'host-network',
  'pid-shared',
  'zombies',
];

describe.each(processViews.map((view) => [view.name, view] as const))(
  'draw() of %s',
  (name, view) => {
    it.each(small)('%s is drawn as before', async (each) => {
      await expect(textOf(drawn(view, each))).toMatchFileSnapshot(`snapshots/${name}-${each}.svg`);
    });

    it('shows the same moment the same, however it was come to', () => {
      const story = fixture('run-moment').tell();
      const at = (now: number): void => {
        mounted.update(worldAt(story, now), stage, defaultOptions);
        mounted.frame(now);
      };
      let mounted = mountView(svg, view, silent);
      const moments = [4100, 4240, 4300, 4600, 5200, 5900, 6000, 6150, 6300];
      const played = moments.map((now) => {
        at(now);
        return textOf(svg);
      });
      const back = [...moments].reverse().map((now) => {
        at(now);
        return textOf(svg);
      });
      const afresh = moments.map((now) => {
        mounted.dispose();
        mounted = mountView(svg, view, silent);
        at(now);
        return textOf(svg);
      });
      for (const [i, picture] of played.entries()) {
        expect(back[moments.length - 1 - i] === picture, `back at ${String(moments[i])}`).toBe(
          true,
        );
        expect(afresh[i] === picture, `afresh at ${String(moments[i])}`).toBe(true);
      }
    });

    it('rests when nothing moves any more', () => {
      const story = fixture('run-moment').tell();
      const mounted = mountView(svg, view, silent);
      mounted.update(story.world, stage, defaultOptions);
      expect(mounted.frame(story.at)).toBe(true);
      expect(mounted.frame(story.at + 5000)).toBe(false);
      const before = textOf(svg);
      mounted.frame(story.at + 9000);
      expect(textOf(svg)).toBe(before);
    });

    it('has one element in the order of Tab and goes on with the arrow keys', () => {
      drawn(view, 'one-container');
      const inOrder = (): Element[] => [...svg.querySelectorAll('[tabindex="0"]')];
      expect(inOrder()).toHaveLength(1);
      (inOrder()[0] as SVGElement).focus();
      press('ArrowDown');
      expect(document.activeElement?.getAttribute('aria-label')).toMatch(
        name === 'pids' ? /^-bash/ : /^fishbowl-agent/,
      );
      expect(inOrder()).toEqual([document.activeElement]);
      press('End');
      expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^\[kthreadd\]/);
    });

    it('selects with Enter and with a click, and folds with the left arrow', () => {
      const story = fixture('one-container').tell();
      const selected: (Entity | null)[] = [];
      const folds: [string, boolean][] = [];
      const mounted = mountView(svg, view, {
        onSelect: (entity) => selected.push(entity),
        onHover: nothing,
        onFold: (key, open) => folds.push([key, open]),
      });
      mounted.update(story.world, stage, defaultOptions);
      mounted.frame(story.at);
      const agent = svg.querySelector<SVGElement>('[aria-label^="fishbowl-agent"]');
      agent?.focus();
      press('Enter');
      agent?.querySelector('.hit')?.dispatchEvent(new Event('click', { bubbles: true }));
      press('ArrowLeft');
      const id = [...story.world.processes.keys()][0];
      expect(selected).toEqual([
        { kind: 'process', id },
        { kind: 'process', id },
      ]);
      expect(folds).toEqual([[`process/${String(id)}`, false]]);
    });

    it('names everything that can be reached', () => {
      drawn(view, 'zombies');
      const items = [...svg.querySelectorAll('[role="treeitem"]')];
      expect(items.length).toBeGreaterThan(10);
      expect(items.filter((item) => !item.getAttribute('aria-label'))).toEqual([]);
    });
  },
);

function press(key: string): void {
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
}
