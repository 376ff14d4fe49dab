import type { NamespaceId } from '../../world/model.ts';
import type { Light } from '../emphasis.ts';
import type { Lifetime } from '../motion.ts';
import type { Row } from '../row.ts';
import type { Entity, Scene } from '../options.ts';

/** A column of numbers: the host's, or those of all PID namespaces of one depth. */
export interface Column {
  readonly x: number;
  readonly width: number;
  readonly titles: readonly string[];
  readonly notes: readonly string[];
}

/** A process in one column. */
export interface Stand {
  readonly row: Row;
  readonly column: number;
  /** Of the PID namespace it is numbered in; null in the host's column. */
  readonly group: NamespaceId | null;
  /** False where its group was left before it came: it is listed below the others, its tie slants. */
  readonly aligned: boolean;
  /** Index of its parent's stand in the same column and group. */
  readonly parent: number | null;
  /** Index of the sibling before, if any. */
  readonly sibling: number | null;
  readonly markX: number;
  /** Where a tie from the left ends, and where one to the right begins. */
  readonly tieIn: number;
  readonly tieOut: number;
}

/** One line of the host's column with the same process's stands in the others, outermost first. */
export interface Line extends Lifetime {
  readonly id: string;
  readonly height: number;
  /** Indices into the scene's stands. */
  readonly stands: readonly number[];
}

/** A PID namespace: a column's stretch with its own numbers. */
export interface Group extends Lifetime {
  readonly id: NamespaceId;
  readonly entity: Entity;
  readonly row: Row;
  readonly column: number;
  readonly hue: number | null;
  readonly light: Light;
  /** Room of the stands that come after the group was left. */
  readonly late: readonly Line[];
  readonly x: number;
  readonly width: number;
}

/** Joins the numbers of one process in two columns. */
export interface Tie {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly hue: number | null;
  readonly light: Light;
}

/** One line of the key at the foot. */
export interface Note {
  readonly id: string;
  readonly y: number;
  readonly sign: 'seal' | 'tie' | 'zombie' | 'stopped';
  readonly text: string;
}

export interface PidsScene extends Scene {
  readonly columns: readonly Column[];
  /** What the columns' titles and notes take. */
  readonly headHeight: number;
  readonly stands: readonly Stand[];
  readonly lines: readonly Line[];
  readonly groups: readonly Group[];
  readonly ties: readonly Tie[];
  readonly notes: readonly Note[];
  readonly noteX: number;
  readonly footHeight: number;
  readonly restsAt: number;
}
