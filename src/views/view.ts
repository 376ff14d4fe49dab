import type { ContainerId, Millis, NamespaceId, ProcessId, World } from '../world/model.ts';
import type { Account } from './account.ts';

/** Pixels that the view may fill; a scene may be taller (the pane scrolls), and wider where nesting is deep. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What can be pointed at, selected and asked for evidence. */
export type Entity =
  | { readonly kind: 'process'; readonly id: ProcessId }
  | { readonly kind: 'namespace'; readonly id: NamespaceId }
  | { readonly kind: 'container'; readonly id: ContainerId }
  /** A set of shared namespaces that no container is named for. */
  | { readonly kind: 'region'; readonly id: string };

export interface ViewOptions {
  readonly selected: Entity | null;
  readonly hovered: Entity | null;
  /** Fold keys that the person opened or closed by hand; all others fold by themselves when there is much to show. */
  readonly opened: ReadonlySet<string>;
  readonly closed: ReadonlySet<string>;
  /** Text looked for in names, arguments and numbers; '' for none. What does not match is dimmed. */
  readonly search: string;
  /** Shows this one's region only, with those around it. */
  readonly focus: Entity | null;
  /** `reduced`: nothing moves, changes show at once. */
  readonly motion: 'full' | 'reduced';
}

export const defaultOptions: ViewOptions = {
  selected: null,
  hovered: null,
  opened: new Set(),
  closed: new Set(),
  search: '',
  focus: null,
  motion: 'full',
};

export interface Handlers {
  onSelect(entity: Entity | null): void;
  onHover(entity: Entity | null): void;
  /** The person folds or unfolds; put the key into `closed` or `opened`. */
  onFold(key: string, open: boolean): void;
}

/** What every scene has; the rest is the view's own. */
export interface Scene {
  readonly width: number;
  /** Height once nothing moves any more. */
  readonly height: number;
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
  describe(world: World): Account;
}

/** A text that is the same for the same thing. */
export function entityKey(entity: Entity | null): string {
  return entity ? `${entity.kind}/${entity.id}` : '';
}

/** Inverse of `entityKey`, for links that name a selection. */
export function parseEntity(key: string): Entity | null {
  const [, kind, id] = /^(process|namespace|container|region)\/(.+)$/.exec(key) ?? [];
  return kind && id ? ({ kind, id } as Entity) : null;
}
