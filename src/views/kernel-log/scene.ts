import type { Entity, RequestGroup, Scene } from '../options.ts';

export interface LogRow {
  readonly id: string;
  readonly y: number;
  readonly height: number;
  readonly entity: Entity | null;
  readonly group: RequestGroup;
  readonly groupX: number;
  readonly time: string;
  readonly who: string;
  /** Who, with the container, whether it has room or not. */
  readonly named: string;
  /** The call, in lines. */
  readonly calls: readonly string[];
  readonly sentences: readonly string[];
  /** Where the sentence begins, from the first line of the call. */
  readonly sentenceY: number;
  readonly spoken: string;
  readonly hue: number | null;
  readonly light: '' | 'hovered' | 'selected' | 'related';
  readonly failed: boolean;
}

export interface GroupHead {
  readonly group: RequestGroup;
  readonly title: string;
  readonly count: number;
  readonly x: number;
  readonly y: number;
}

export interface LogScene extends Scene {
  /** The command, whole and in lines. */
  readonly title: string;
  readonly titles: readonly string[];
  readonly titleX: number;
  readonly notes: readonly string[];
  readonly heads: readonly GroupHead[];
  readonly rows: readonly LogRow[];
  readonly headHeight: number;
  readonly top: number;
  readonly timeX: number;
  readonly whoX: number;
  readonly callX: number;
  readonly sentenceX: number;
  readonly bottom: number;
}
