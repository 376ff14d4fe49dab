import type { Millis } from '../../world/model.ts';
import type { Entity, Scene } from '../options.ts';

export type Glyph = 'file' | 'folder' | 'whiteout' | 'link' | 'other';
/** Whether a layer's entry can be seen in the merged tree. */
export type Sight = 'seen' | 'part' | 'hidden';
export type Light = '' | 'hovered' | 'selected';

/** One stack, named at the top. */
export interface LaneHead {
  readonly id: string;
  readonly hue: number;
  readonly title: string;
  readonly note: string;
  /** "2 changed, 1 added". */
  readonly tally: string;
  /** All of it, where it may be cut. */
  readonly full: string;
  /** Where note and tally begin. */
  readonly noteX: number;
  readonly tallyX: number;
  readonly y: number;
}

export interface Column {
  readonly id: string;
  readonly entity: Entity | null;
  readonly x: number;
  readonly width: number;
  readonly title: string;
  readonly titleX: number;
  readonly lines: readonly string[];
  /** Everything about it, for where there is no room. */
  readonly full: string;
  readonly shared: boolean;
  readonly writable: boolean;
  readonly hue: number | null;
  readonly light: Light;
}

/** What one layer has under a name. */
export interface Cell {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly glyph: Glyph;
  readonly sight: Sight;
  readonly hue: number | null;
  /** Only its attributes are its own: the bytes are those of the layer below. */
  readonly half: boolean;
  /** Nothing below this directory is seen through it. */
  readonly opaque: boolean;
  readonly text: string;
  /** Of a link: where it leads to, whole. */
  readonly full: string;
  readonly strong: boolean;
  /** When it came, and from which x it was copied up; null for what was there from the first look. */
  readonly since: Millis | null;
  readonly fromX: number | null;
  readonly changedAt: Millis | null;
}

/** What a stack shows of a name: the line of sight from the merged tree to what provides it. */
export interface Lane {
  readonly y: number;
  readonly hue: number;
  readonly sees: 'yes' | 'no' | 'unknown';
  /** Where the sight ends: at what is seen, or at what hides it; null for no line. */
  readonly endX: number | null;
  readonly strong: boolean;
}

/** Behind an opaque directory or a whiteout nothing is seen: a wall in the column of what hides it. */
export interface Wall {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly hue: number;
}

export interface SceneRow {
  readonly id: string;
  readonly kind: 'name' | 'rest';
  readonly entity: Entity | null;
  readonly fold: string | null;
  readonly open: boolean;
  readonly y: number;
  readonly x: number;
  readonly label: string;
  /** The name whole, where it may be cut. */
  readonly full: string;
  readonly directory: boolean;
  /** Shown in none of the stacks. */
  readonly gone: boolean;
  readonly changed: boolean;
  readonly note: string;
  readonly noteX: number;
  readonly level: number;
  readonly sentence: string;
  readonly light: Light;
  readonly lanes: readonly Lane[];
  readonly walls: readonly Wall[];
  readonly cells: readonly Cell[];
}

export interface LayersScene extends Scene {
  readonly lanes: readonly LaneHead[];
  readonly columns: readonly Column[];
  /** Those in the pane and a few around it. */
  readonly rows: readonly SceneRow[];
  readonly rowHeight: number;
  readonly eyeX: number;
  readonly headHeight: number;
  /** How far the pane is scrolled, in the picture's units: the head stays in sight. */
  readonly top: number;
  /** What sharing saves, or why there is nothing to see. */
  readonly totals: readonly string[];
  readonly totalsY: number;
  readonly columnsY: number;
  readonly nameX: number;
  readonly nameHead: string;
  readonly bottom: number;
  readonly legend: readonly LegendItem[];
  readonly motion: boolean;
  readonly restsAt: Millis;
}

export interface LegendItem {
  readonly glyph: Glyph | 'seen' | 'copied' | 'wall' | 'half' | 'part';
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
}
