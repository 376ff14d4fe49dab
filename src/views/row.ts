import type { Millis, NamespaceKind } from '../world/model.ts';
import type { Light } from './emphasis.ts';
import type { Lifetime } from './motion.ts';
import type { Standing } from './regions.ts';
import type { Font } from './text.ts';
import type { Entity } from './options.ts';

/** What a process mark looks like. Running and sleeping look the same: they change between two readings without any event. */
export type Shape = 'alive' | 'stopped' | 'zombie' | 'gone';

/** The disc that stands for a process. */
export interface Mark {
  readonly x: number;
  readonly shape: Shape;
  /** Number of the region's colour; null for the host. */
  readonly hue: number | null;
}

/** A text on a row's baseline; `full` is what it says when it was cut, or what it means. */
export interface Label {
  readonly id: string;
  readonly x: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly text: string;
  readonly full: string;
  readonly style:
    'name' | 'args' | 'number' | 'outer' | 'title' | 'note' | 'state' | 'count' | 'seal';
  readonly font: Font;
  readonly size: number;
}

/** One of a region's eight marks. */
export interface Bead {
  readonly id: string;
  readonly x: number;
  readonly kind: NamespaceKind;
  readonly letter: string;
  readonly standing: Standing;
  readonly entity: Entity;
  readonly label: string;
  readonly light: Light;
  /** When the namespace was made or joined, for the ring that tells of it. */
  readonly at: Millis | null;
}

/** A signal at the moment it arrives. */
export interface Arrival {
  readonly id: string;
  readonly text: string;
  readonly full: string;
  readonly at: Millis;
  /** Row of the sender; null when the kernel sent it, or it is not shown. */
  readonly from: string | null;
}

/** One line of a picture, its parts placed relative to its left top corner. */
export interface Row extends Lifetime {
  readonly id: string;
  readonly height: number;
  /** Where its marks and the middles of its texts stand. */
  readonly middle: number;
  /** Null for rows that cannot be pointed at. */
  readonly entity: Entity | null;
  readonly label: string;
  /** Depth in the tree, from 1, as screen readers tell it. */
  readonly level: number;
  readonly fold: Fold | null;
  readonly light: Light;
  readonly dim: boolean;
  readonly hit: { readonly x: number; readonly width: number };
  readonly mark: Mark | null;
  readonly labels: readonly Label[];
  readonly beads: readonly Bead[];
  /** One small mark a process, of a folded region. */
  readonly pips: readonly Mark[];
  /** When it last became another program. */
  readonly flashedAt: Millis | null;
  /** Row that the mark comes from as it enters. */
  readonly from: string | null;
  readonly arrivals: readonly Arrival[];
  /** Right edge of an arrival's name. */
  readonly chipX: number;
}

export interface Fold {
  readonly key: string;
  readonly open: boolean;
  /** Middle of the triangle; null where the row has none but can be folded by key. */
  readonly x: number | null;
}

/** A row with nothing on it, to start from. */
export const blankRow: Omit<Row, 'id' | 'height' | 'middle'> = {
  entity: null,
  label: '',
  level: 1,
  fold: null,
  light: '',
  dim: false,
  hit: { x: 0, width: 0 },
  mark: null,
  labels: [],
  beads: [],
  pips: [],
  flashedAt: null,
  from: null,
  arrivals: [],
  chipX: 0,
  enter: null,
  leave: null,
};
