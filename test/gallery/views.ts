import { namespacesView } from '../../src/views/namespaces/view.ts';
import { layersView } from '../../src/views/layers/view.ts';
import { pidsView } from '../../src/views/pids/view.ts';
import type { Scene, View } from '../../src/views/view.ts';

/** All views, in the order of the gallery's list. */
export const views: readonly View<Scene>[] = [
  namespacesView,
  pidsView,
  layersView,
] as unknown as readonly View<Scene>[];
