import { language, type Language } from '../base/language.ts';
import type { Millis, World } from '../world/model.ts';
import type { Scene, Size, ViewOptions } from './options.ts';
import { setSight, sightFrom } from './sight.ts';
import type { Handlers, View } from './view.ts';

/** A view on an svg element, redrawn by its owner's animation loop. */
export interface MountedView {
  /** Takes the newest facts. Cheap when nothing changed; the picture follows with the next `frame`. */
  update(world: World, size: Size, options: ViewOptions): void;
  /** Draws the picture as of `now`; false when a later frame would show the same, so that the loop can rest until `update`. */
  frame(now: Millis): boolean;
  dispose(): void;
}

/** Puts a view into an svg element: Svelte owns the element, the view its children and its width, height and viewBox. */
export function mountView<S extends Scene>(
  svg: SVGSVGElement,
  view: View<S>,
  handlers: Handlers,
): MountedView {
  let scene: S | null = null;
  let drawn: { scene: S; now: Millis } | null = null;
  let last: { world: World; size: Size; options: ViewOptions; language: Language } | null = null;

  return {
    update(world, size, options) {
      if (!view.windowed && setSight(svg, sightFrom(size))) drawn = null;
      const same =
        last?.options === options &&
        last.language === language() &&
        last.size.width === size.width &&
        last.size.height === size.height &&
        (!view.windowed || last.size.top === size.top) &&
        samePicture(last.world, world);
      if (same || size.width <= 0) return;
      last = { world, size, options, language: language() };
      scene = view.layout(world, size, options);
    },
    frame(now) {
      if (!scene) return false;
      if (drawn?.scene !== scene || drawn.now !== now) {
        view.draw(svg, scene, now, handlers);
        drawn = { scene, now };
      }
      return view.animating(scene, now);
    },
    dispose() {
      scene = null;
      drawn = null;
      svg.replaceChildren();
    },
  };
}

/** All that a view may draw from. */
const drawnFrom = [
  ...(['processes', 'namespaces', 'containers', 'departed', 'signals', 'mounts'] as const),
  ...([
    'images',
    'layers',
    'cgroups',
    'readings',
    'machines',
    'requests',
    'commands',
    'traffic',
  ] as const),
] as const;

/** True when no table that the views read differs. */
function samePicture(a: World, b: World): boolean {
  return drawnFrom.every((table) => a[table] === b[table]);
}
