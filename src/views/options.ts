import type {
  ContainerId,
  ExchangeId,
  ImageId,
  LayerId,
  NamespaceId,
  ProcessId,
} from '../world/model.ts';

/** Pixels that the view may fill; a scene may be taller (the pane scrolls), and wider where nesting is deep. */
export interface Size {
  readonly width: number;
  readonly height: number;
  /** How far the pane is scrolled down: what is far outside of it is not drawn. Without it, everything is. */
  readonly top?: number;
}

/** What can be pointed at, selected and asked for evidence. */
export type Entity =
  | { readonly kind: 'process'; readonly id: ProcessId }
  | { readonly kind: 'namespace'; readonly id: NamespaceId }
  | { readonly kind: 'container'; readonly id: ContainerId }
  /** A set of shared namespaces that no container is named for. */
  | { readonly kind: 'region'; readonly id: string }
  | { readonly kind: 'layer'; readonly id: LayerId }
  /** A name in the trees that the Layers view shows, by its path: "etc/motd". */
  | { readonly kind: 'file'; readonly id: string }
  | { readonly kind: 'image'; readonly id: ImageId }
  /** Something that docker's parts said to each other. */
  | { readonly kind: 'exchange'; readonly id: ExchangeId }
  /** The machine that holds the containers, or the one that is booted beside it. */
  | { readonly kind: 'machine'; readonly id: 'this' | 'second' };

export type LayersFilter = 'all' | 'changed' | 'added' | 'modified' | 'deleted';

export const requestGroups = [
  'process',
  'exec',
  'namespace',
  'mount',
  'cgroup',
  'network',
  'signal',
] as const;
export type RequestGroup = (typeof requestGroups)[number];

/** What the Kernel log shows. */
export interface LogOptions {
  /** Of which command; `latest` for the last one begun, `all` for everything that is kept. */
  readonly command: string;
  readonly hidden: readonly RequestGroup[];
}

/** What the Layers view shows. */
export interface LayersOptions {
  /** Ids of stacks; none for what was mounted last. */
  readonly stacks: readonly string[];
  readonly filter: LayersFilter;
}

/** What Containers and VMs is reckoned for. */
export interface MachinesOptions {
  /** Memory of the laptop, gigabytes. */
  readonly laptop: number;
}

export const laptops = [4, 8, 16, 32, 64] as const;
export const defaultLaptop = 16;

/** Where Docker runs: in this page, as it is; the other two are drawings for comparison. */
export const wheres = ['page', 'linux', 'desktop'] as const;
export type Where = (typeof wheres)[number];

/** What Docker's parts shows. */
export interface PartsOptions {
  readonly where: Where;
  /** The docker command whose traffic is shown, by its exchange; `latest` for the last one. */
  readonly command: string;
}

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
  /** Enlarges everything, for a hall; 1 when left out. */
  readonly zoom?: number;
  readonly layers?: LayersOptions;
  readonly log?: LogOptions;
  readonly machines?: MachinesOptions;
  readonly parts?: PartsOptions;
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

/** What every scene has; the rest is the view's own. Lengths are in the picture's own units, `zoom` pixels each. */
export interface Scene {
  readonly width: number;
  /** Height once nothing moves any more. */
  readonly height: number;
  readonly zoom: number;
  /** Height that is there to be filled without scrolling. */
  readonly room: number;
}

/** A text that is the same for the same thing. */
export function entityKey(entity: Entity | null): string {
  return entity ? `${entity.kind}/${entity.id}` : '';
}

export function machineEntity(id: 'this' | 'second'): Entity {
  return { kind: 'machine', id };
}

/** Inverse of `entityKey`, for links that name a selection. */
export function parseEntity(key: string): Entity | null {
  const [, kind, id] =
    /^(process|namespace|container|region|layer|file|image|exchange|machine)\/(.+)$/s.exec(key) ??
    [];
  return kind && id ? ({ kind, id } as Entity) : null;
}

/** Most that a scrollbar takes, px. */
const scrollbar = 17;

/** What a picture needs to be read: in a narrower pane it is scrolled sideways, and nothing is enlarged at its cost. */
const leastWidth = 300;
const leastEnlarged = 400;

/** Wide panes are filled by larger letters rather than by longer lines. */
export function zoomOf({ width }: Size, { zoom = 1 }: ViewOptions): number {
  const enlarged = zoom * Math.min(1.6, Math.max(1, width / 1000));
  return Math.min(enlarged, Math.max(1, width / leastEnlarged));
}

/** How wide a picture is drawn for a pane, in its own units. */
export function drawnWidth({ width }: Size, zoom: number): number {
  return Math.max(leastWidth, width / zoom);
}

/** Height that a picture so wide can fill without scrolling. */
export function roomOf(size: Size, width: number, zoom: number): number {
  const bar = width * zoom > size.width + 1 ? scrollbar : 0;
  return Math.max(0, Math.floor((size.height - bar) / zoom));
}
