import { namespacesView } from '../../src/views/namespaces/view.ts';
import { kernelLogView } from '../../src/views/kernel-log/view.ts';
import { layersView } from '../../src/views/layers/view.ts';
import { machinesView } from '../../src/views/machines/view.ts';
import { partsView } from '../../src/views/parts/view.ts';
import { pidsView } from '../../src/views/pids/view.ts';
import type { Scene, View } from '../../src/views/view.ts';

type Views = readonly View<Scene>[];

/** Those that draw processes. */
export const processViews = [namespacesView, pidsView] as unknown as Views;

/** All views, in the order of the gallery's list. */
export const views = [
  namespacesView,
  pidsView,
  layersView,
  machinesView,
  partsView,
  kernelLogView,
] as unknown as Views;
