import type { Entity, RequestGroup, Scene } from '../options.ts';

export interface LogRow {
  readonly id: string;
  readonly y: number;
  readonly entity: Entity | null;
  readonly group: RequestGroup;
  readonly groupX: number;
  readonly time: string;
  readonly who: string;
  readonly call: string;
  readonly sentence: string;
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
  readonly title: string;
  readonly note: string;
  readonly heads: readonly GroupHead[];
  readonly rows: readonly LogRow[];
  readonly rowHeight: number;
  readonly headHeight: number;
  readonly top: number;
  readonly timeX: number;
  readonly whoX: number;
  readonly callX: number;
  readonly sentenceX: number;
  /** Distance of the sentence's line from the call's. */
  readonly sentenceDy: number;
  readonly bottom: number;
}
