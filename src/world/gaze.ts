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
