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

/** Name of the pane with pages of containers, which is no picture. */
export const webName = 'web';

/** How many panes the stage can have. */
export const paneCounts = [1, 2, 4] as const;
export type PaneCount = (typeof paneCounts)[number];

/** What a pane can show. */
export const paneNames: readonly string[] = [...views.map(({ name }) => name), webName];

/** Names of what the stage shows, of one text: "layers", "namespaces+pids", or "both" for the two; empty where it names something unknown. */
export function parsePanes(text: string): readonly string[] {
  if (text === 'both') return paneNames.slice(0, 2);
  const panes = text.split('+');
  const isFit =
    paneCounts.some((count) => count === panes.length) &&
    new Set(panes).size === panes.length &&
    panes.every((name) => paneNames.includes(name));
  return isFit ? panes : [];
}

export function formatPanes(panes: readonly string[]): string {
  return panes.join('+');
}

/** The first so many panes, with views that are not shown yet where there are too few. */
export function withCount(panes: readonly string[], count: PaneCount): readonly string[] {
  const more = paneNames.filter((name) => !panes.includes(name));
  return [...panes, ...more].slice(0, count);
}

/** One pane shows another view; who had that view takes this one's. */
export function withPane(panes: readonly string[], at: number, name: string): readonly string[] {
  const before = panes[at] ?? name;
  return panes.map((each, index) => (index === at ? name : each === name ? before : each));
}
