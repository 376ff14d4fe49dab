import type { View } from '../view.ts';
import { describe } from './describe.ts';
import { animating, draw } from './draw.ts';
import { gazeOf } from './gaze.ts';
import { layout } from './layout.ts';
import type { MachinesScene } from './scene.ts';
import { say } from '../say.ts';

export const machinesView: View<MachinesScene> = {
  name: 'machines',
  get title() {
    return say`Containers and VMs`;
  },
  layout,
  draw,
  animating,
  describe,
  gaze: gazeOf,
};
