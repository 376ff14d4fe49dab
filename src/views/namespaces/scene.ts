import type { NamespaceId, NamespaceKind } from '../../world/model.ts';
import type { Light } from '../emphasis.ts';
import type { Lifetime } from '../motion.ts';
import type { Row } from '../row.ts';
import type { Entity, Scene } from '../options.ts';

/** One of the eight columns in which threads run. */
export interface Lane {
  readonly kind: NamespaceKind;
  readonly x: number;
}

/** The ground of a region: from the top of one row to the bottom of another. */
export interface Band extends Lifetime {
  readonly id: string;
  readonly entity: Entity;
  readonly hue: number | null;
  readonly light: Light;
  readonly x: number;
  readonly width: number;
  /** Indices into the scene's rows. */
  readonly first: number;
  readonly last: number;
}

/** A point on a row: its index and how far down in it, 0 to 1. */
export interface Spot {
  readonly row: number;
  readonly share: number;
}

/** A namespace, running past the rows of those who share it. */
export interface Thread {
  readonly id: string;
  readonly namespace: NamespaceId;
  readonly kind: NamespaceKind;
  readonly style: 'host' | 'own';
  readonly light: Light;
  readonly x: number;
  readonly from: Spot;
  readonly to: Spot;
  /** True where a region with another namespace of this kind cuts it. */
  readonly cutAbove: boolean;
  readonly cutBelow: boolean;
}

/** Where a region takes up a thread of another: a strand beside the lane, from that one's bead to this one's. */
export interface Join {
  readonly id: string;
  readonly namespace: NamespaceId;
  readonly kind: NamespaceKind;
  readonly light: Light;
  readonly x: number;
  readonly offset: number;
  readonly from: Spot;
  readonly to: Spot;
}

/** A branch of the process tree, from a parent's mark to a child's, or to the region that the child begins. */
export interface Branch {
  readonly id: string;
  /** Row of the parent, or of the sibling before: one line serves all siblings. */
  readonly from: number;
  readonly fromSibling: boolean;
  readonly to: number;
  readonly x1: number;
  readonly x2: number;
}

/** How a region's marks are to be read. */
export interface Sign {
  readonly id: 'own' | 'joined' | 'host' | 'text';
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** One line of the key at the foot. */
export interface KeyLine {
  readonly kind: NamespaceKind;
  readonly x: number;
  readonly textX: number;
  readonly y: number;
  readonly isolates: string;
  readonly entity: Entity;
  readonly light: Light;
}

export interface NamespacesScene extends Scene {
  readonly lanes: readonly Lane[];
  readonly rows: readonly Row[];
  readonly bands: readonly Band[];
  readonly threads: readonly Thread[];
  readonly joins: readonly Join[];
  readonly branches: readonly Branch[];
  /** Relative to the bottom of the last row. */
  readonly key: readonly KeyLine[];
  readonly signs: readonly Sign[];
  /** Room of the key below the rows. */
  readonly keyHeight: number;
  /** Model time at which everything stands still. */
  readonly restsAt: number;
}
