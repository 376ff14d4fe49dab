import type { View } from '../view.ts';
import { describe } from './describe.ts';
import { draw } from './draw.ts';
import { layout } from './layout.ts';
import type { LogScene } from './scene.ts';

export const kernelLogView: View<LogScene> = {
  name: 'kernel-log',
  title: 'Kernel log',
  windowed: true,
  layout,
  draw,
  animating: () => false,
  describe,
};
