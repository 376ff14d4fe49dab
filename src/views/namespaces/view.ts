import type { View } from '../view.ts';
import { describe } from './describe.ts';
import { animating, draw } from './draw.ts';
import { layout } from './layout.ts';
import type { NamespacesScene } from './scene.ts';
import { say } from '../say.ts';

export const namespacesView: View<NamespacesScene> = {
  name: 'namespaces',
  get title() {
    return say`Namespaces`;
  },
  layout,
  draw,
  animating,
  describe,
};
