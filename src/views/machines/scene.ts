import type { Millis } from '../../world/model.ts';
import type { Entity, Scene } from '../options.ts';
import type { Font } from '../text.ts';

export type Light = '' | 'hovered' | 'selected';
/** How a text is set; sizes and fonts are those of views.css. */
export type TextStyle = 'heading' | 'name' | 'figure' | 'note' | 'small' | 'strong' | 'log';

export interface Label {
  readonly text: string;
  /** What it says whole, where it may be cut. */
  readonly full: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly style: TextStyle;
}

/** A bar on a track: what is used of how much, and the most that it ever was. */
export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly value: number;
  readonly peak: number | null;
  /** Half the height of the peak's mark. */
  readonly tick: number;
}

export type BlockKind =
  | 'container'
  | 'rest'
  | 'empty'
  | 'image'
  | 'engine'
  | 'process'
  | 'root'
  | 'kernel'
  | 'hardware'
  | 'emulator'
  | 'tab';

/** A layer of a stack, or a container standing on it. */
export interface Block {
  readonly id: string;
  readonly kind: BlockKind;
  readonly entity: Entity | null;
  readonly fold: string | null;
  readonly open: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly hue: number | null;
  readonly light: Light;
  /** Not there, or not yet. */
  readonly absent: boolean;
  readonly dim: boolean;
  readonly labels: readonly Label[];
  readonly bars: readonly Bar[];
  readonly sentence: string;
  /** When it came; null for what was always there. */
  readonly since: Millis | null;
}

/** The second machine's way from power on, on a scale of milliseconds. */
export interface Track {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly parts: readonly TrackPart[];
  readonly labels: readonly Label[];
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
}

export interface TrackPart {
  readonly name: string;
  readonly from: number;
  /** Where it ends, for what is over. */
  readonly to: number;
  /** For what goes on: how many milliseconds after `at` it reaches `limit`, and when it was at `to`. */
  readonly growing: { readonly at: Millis; readonly perMs: number; readonly limit: number } | null;
}

export interface ChartLine {
  readonly of: 'containers' | 'machines';
  /** Through what was measured. */
  readonly measured: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Through what follows from it. */
  readonly extrapolated: string;
}

export interface Chart {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly grid: string;
  readonly lines: readonly ChartLine[];
  /** The laptop's memory, as a line across; null where there is none. */
  readonly limit: string | null;
  readonly crossings: readonly { readonly x: number; readonly y: number }[];
  readonly labels: readonly Label[];
  readonly sentence: string;
}

export interface Sign {
  readonly kind: 'containers' | 'machines' | 'extrapolated';
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

export interface MachinesScene extends Scene {
  readonly blocks: readonly Block[];
  readonly track: Track;
  readonly charts: readonly Chart[];
  readonly signs: readonly Sign[];
  readonly labels: readonly Label[];
  readonly bottom: number;
  readonly motion: boolean;
  readonly restsAt: Millis;
}

/** Font and size of each style, for measuring. */
export const fonts: Readonly<Record<TextStyle, readonly [Font, number]>> = {
  heading: ['serif', 16],
  name: ['mono', 12.5],
  figure: ['sans', 12],
  note: ['sans', 11.5],
  small: ['sans', 10.5],
  strong: ['serif', 14],
  log: ['mono', 10.5],
};
