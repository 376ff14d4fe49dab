import type { View } from '../view.ts';
import { describe } from './describe.ts';
import { animating, draw } from './draw.ts';
import { layout } from './layout.ts';
import type { NamespacesScene } from './scene.ts';

export const namespacesView: View<NamespacesScene> = {
  name: 'namespaces',
  title: 'Namespaces',
  layout,
  draw,
  animating,
  describe,
};
