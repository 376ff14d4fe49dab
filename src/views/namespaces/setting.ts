import type { World } from '../../world/model.ts';
import type { Emphasis } from '../emphasis.ts';
import type { Folding } from '../folding.ts';
import type { Region } from '../regions.ts';
import type { Measures } from './measures.ts';

/** What a layout knows before it places anything. */
export interface Setting {
  readonly world: World;
  readonly regions: readonly Region[];
  readonly folding: Folding;
  readonly emphasis: Emphasis;
  readonly measures: Measures;
  readonly moves: boolean;
}
