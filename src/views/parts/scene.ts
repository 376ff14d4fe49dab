import type { Millis } from '../../world/model.ts';
import type { Entity, Scene } from '../options.ts';

export type Place = readonly [x: number, y: number];

/** What encloses parts: a computer, a virtual machine, a tab. */
export interface Frame {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** Where the title begins: between the wires that cross it. */
  readonly titleX: number;
}

export type PartName = 'client' | 'engine' | 'agent' | 'containers' | 'images' | 'hub' | 'local';

/** The ground that a part stands on. */
export interface Box {
  readonly id: PartName;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Label {
  readonly text: string;
  /** What it says whole, where it may be cut. */
  readonly full?: string;
  readonly x: number;
  readonly y: number;
  readonly look: 'title' | 'name' | 'note' | 'plain' | 'code' | 'figure' | 'head' | 'command';
  readonly end?: boolean;
}

/** One layer, edge-on. */
export interface Slab {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** `whole`: it is here or travelled; `shared`: other images stand on it too; `skipped`: it did not travel; `open`: on its way. */
  readonly look: 'whole' | 'shared' | 'skipped' | 'open';
}

export type GlyphName =
  'running' | 'still' | 'unseen' | 'registry' | 'operations' | 'event' | 'attach' | 'group';

/** Something that can be pointed at: a part's head, a container, an image, a layer, something that was said. */
export interface Item {
  readonly id: string;
  readonly kind: 'part' | 'container' | 'image' | 'layer' | 'exchange' | 'more' | 'none';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly level: number;
  readonly entity: Entity | null;
  readonly fold: string | null;
  readonly open: boolean;
  readonly labels: readonly Label[];
  readonly slabs: readonly Slab[];
  readonly glyph: { readonly name: GlyphName; readonly x: number; readonly y: number } | null;
  readonly hue: number | null;
  readonly light: '' | 'hovered' | 'selected' | 'related';
  readonly dim: boolean;
  readonly failed: boolean;
  readonly spoken: string;
}

export type WireName = 'socket' | 'operations' | 'hub' | 'local' | `attach ${string}`;

export interface Wire {
  readonly id: WireName;
  readonly points: readonly Place[];
  readonly label: Label | null;
  /** Something on it is not answered yet. */
  readonly busy: boolean;
  readonly dashed: boolean;
}

export interface Cargo {
  /** Bytes, told beside it; '' where there is nothing to tell. */
  readonly text: string;
  readonly width: number;
  readonly look: 'question' | 'bytes' | 'answer' | 'skipped' | 'failed';
}

/** Something said, on its way: there with the question, back with the answer. */
export interface Journey {
  readonly id: string;
  readonly points: readonly Place[];
  readonly leaves: Millis;
  /** How long each way takes to be seen, ms. */
  readonly leg: Millis;
  /** When the answer sets out; null while there is none. */
  readonly returns: Millis | null;
  readonly there: Cargo;
  /** What stands at the far end until the answer sets out: what has come of it so far. */
  readonly waits: Cargo;
  /** Null for what needs no answer: it stops halfway and fades. */
  readonly back: Cargo | null;
}

export interface PartsScene extends Scene {
  readonly frames: readonly Frame[];
  readonly boxes: readonly Box[];
  readonly wires: readonly Wire[];
  readonly items: readonly Item[];
  /** Texts that stand for themselves. */
  readonly labels: readonly Label[];
  readonly journeys: readonly Journey[];
  readonly bottom: number;
  readonly restsAt: Millis;
}
