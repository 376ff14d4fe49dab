import { namespacesView } from '../../src/views/namespaces/view.ts';
import type { Scene, View } from '../../src/views/view.ts';

/** All views, in the order of the gallery's list. */
export const views: readonly View<Scene>[] = [namespacesView] as unknown as View<Scene>[];
