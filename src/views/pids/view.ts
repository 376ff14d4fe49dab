import type { View } from '../view.ts';
import { describe } from './describe.ts';
import { animating, draw } from './draw.ts';
import { layout } from './layout.ts';
import type { PidsScene } from './scene.ts';

export const pidsView: View<PidsScene> = {
  name: 'pids',
  title: 'PIDs',
  layout,
  draw,
  animating,
  describe,
};
