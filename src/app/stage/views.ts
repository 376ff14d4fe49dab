import { kernelLogView } from '../../views/kernel-log/view.ts';
import { layersView } from '../../views/layers/view.ts';
import { machinesView } from '../../views/machines/view.ts';
import { namespacesView } from '../../views/namespaces/view.ts';
import { partsView } from '../../views/parts/view.ts';
import { pidsView } from '../../views/pids/view.ts';
import type { Scene, View } from '../../views/view.ts';

/** Every picture that the stage can show, in the order of its buttons. */
export const views: readonly View<Scene>[] = [
  namespacesView,
  pidsView,
  layersView,
  machinesView,
  partsView,
  kernelLogView,
] as never;

/** The two that `both` shows together. */
export const both = views.slice(0, 2);

/** What `?view=` can name. */
export const viewNames: readonly string[] = [...views.map(({ name }) => name), 'both', 'web'];
