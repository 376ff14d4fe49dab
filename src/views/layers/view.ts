import type { View } from '../view.ts';
import { describe } from './describe.ts';
import { animating, draw } from './draw.ts';
import { gazeOf } from './gaze.ts';
import { layout } from './layout.ts';
import type { LayersScene } from './scene.ts';
import { say } from '../say.ts';

export const layersView: View<LayersScene> = {
  name: 'layers',
  get title() {
    return say`Layers`;
  },
  windowed: true,
  layout,
  draw,
  animating,
  describe,
  gaze: gazeOf,
};
