import type { View } from '../view.ts';
import { describe } from './describe.ts';
import { draw } from './draw.ts';
import { layout } from './layout.ts';
import type { LogScene } from './scene.ts';
import { say } from '../say.ts';

export const kernelLogView: View<LogScene> = {
  name: 'kernel-log',
  get title() {
    return say`Kernel log`;
  },
  windowed: true,
  layout,
  draw,
  animating: () => false,
  describe,
};
