import type { Gaze } from '../world/gaze.ts';
import type { Millis, World } from '../world/model.ts';
import type { Account } from './account.ts';
import type { Entity, Scene, Size, ViewOptions } from './options.ts';

// The contract of a view stands in two files, so that layouts can be checked without any DOM.
export type { Entity, Scene, Size, ViewOptions };
export { defaultOptions, entityKey, parseEntity } from './options.ts';

export interface Handlers {
  onSelect(entity: Entity | null): void;
  onHover(entity: Entity | null): void;
  /** The person folds or unfolds; put the key into `closed` or `opened`. */
  onFold(key: string, open: boolean): void;
}

/** One picture of a world: a pure layout, a draw that depends on scene and model time only, and the same facts as text. */
export interface View<S extends Scene = Scene> {
  readonly name: string;
  readonly title: string;
  layout(world: World, size: Size, options: ViewOptions): S;
  draw(svg: SVGSVGElement, scene: S, now: Millis, handlers: Handlers): void;
  /** True while the picture at a later time would differ from the one at `now`. */
  animating(scene: S, now: Millis): boolean;
  /** The whole state as text. */
  describe(world: World, options?: ViewOptions): Account;
  /** It draws only what is in the pane, and must hear of its scrolling. */
  readonly windowed?: boolean;
  /** What must be asked of the kernel for this picture alone. */
  gaze?(world: World, options: ViewOptions): Gaze;
}
