import { contentId } from './id.ts';
import type { LayerId, NamespaceId } from './model.ts';

/** What of the file systems somebody looks at: the kernel is asked for nothing else, and for nothing when nobody looks. */
export interface Gaze {
  readonly layers: readonly LayerGaze[];
  readonly files: readonly { readonly layer: LayerId; readonly path: string }[];
}

export interface LayerGaze {
  readonly id: LayerId;
  readonly namespace: NamespaceId;
  readonly path: string;
  /** It is somebody's upper directory. What is only lower must not change while it is mounted, and is listed once. */
  readonly changes: boolean;
}

export const noGaze: Gaze = { layers: [], files: [] };

/** What several look at; a layer that changes for one of them changes for all. */
export function joinGazes(gazes: readonly Gaze[]): Gaze {
  const layers = new Map<LayerId, LayerGaze>();
  for (const layer of gazes.flatMap((gaze) => gaze.layers)) {
    const changes = layer.changes || layers.get(layer.id)?.changes === true;
    layers.set(layer.id, { ...layer, changes });
  }
  const files = new Map(
    gazes.flatMap((gaze) => gaze.files).map((file) => [contentId(file.layer, file.path), file]),
  );
  return { layers: [...layers.values()], files: [...files.values()] };
}
