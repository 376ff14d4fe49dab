import type { View } from '../view.ts';
import { describe } from './describe.ts';
import { animating, draw } from './draw.ts';
import { layout } from './layout.ts';
import type { PartsScene } from './scene.ts';
import { say } from '../say.ts';

export const partsView: View<PartsScene> = {
  name: 'parts',
  get title() {
    return say`Docker’s parts`;
  },
  layout,
  draw,
  animating,
  describe,
};
