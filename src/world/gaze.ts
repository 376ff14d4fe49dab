import { contentId } from './id.ts';
import type { CgroupPath, LayerId, Millis, NamespaceId } from './model.ts';

/** What of the file systems somebody looks at: the kernel is asked for nothing else, and for nothing when nobody looks. */
export interface Gaze {
  readonly layers: readonly LayerGaze[];
  readonly files: readonly { readonly layer: LayerId; readonly path: string }[];
  /** Control groups whose files change all the time: what they use. */
  readonly cgroups: readonly CgroupPath[];
  /** Files of /proc, and questions that network namespaces are asked. */
  readonly readings: readonly ReadingGaze[];
  /** How often it is enough to look, ms; left out for what must be seen at once. */
  readonly every?: Millis;
}

export interface LayerGaze {
  readonly id: LayerId;
  readonly namespace: NamespaceId;
  readonly path: string;
  /** It is somebody's upper directory. What is only lower must not change while it is mounted, and is listed once. */
  readonly changes: boolean;
}

export interface ReadingGaze {
  readonly path: string;
  /** What never changes is read once. */
  readonly changes: boolean;
  /** What is asked of rtnetlink(7); left out for a file. */
  readonly network?: NetworkGaze;
}

/** A network namespace and others that are looked for in it, each by a file that stands for it. */
export interface NetworkGaze {
  readonly file: string;
  readonly others: readonly string[];
}

export const noGaze: Gaze = { layers: [], files: [], cgroups: [], readings: [] };

/** Everything that any of them looks at, as often as the most impatient; a layer that changes for one changes for all. */
export function joinGazes(gazes: readonly Gaze[]): Gaze {
  const layers = new Map<LayerId, LayerGaze>();
  for (const layer of gazes.flatMap((gaze) => gaze.layers)) {
    const changes = layer.changes || layers.get(layer.id)?.changes === true;
    layers.set(layer.id, { ...layer, changes });
  }
  const files = new Map(
    gazes.flatMap((gaze) => gaze.files).map((file) => [contentId(file.layer, file.path), file]),
  );
  return {
    layers: [...layers.values()],
    files: [...files.values()],
    cgroups: [...new Set(gazes.flatMap(({ cgroups }) => cgroups))],
    readings: gazes.flatMap(({ readings }) => readings),
    ...paceOf(gazes.filter((gaze) => !isNothing(gaze))),
  };
}

/** Without a pace it is looked at once: whoever looks at nothing has no say. */
function paceOf(gazes: readonly Gaze[]): { every?: Millis } {
  const paces = gazes.flatMap(({ every }) => (every === undefined ? [] : [every]));
  return paces.length === 0 || paces.length < gazes.length ? {} : { every: Math.min(...paces) };
}

/** True when nothing is looked at. */
export function isNothing({ layers, files, cgroups, readings }: Gaze): boolean {
  return layers.length + files.length + cgroups.length + readings.length === 0;
}

/** True when something of it may be other than it was the last time. */
export function mayChange({ layers, cgroups, readings }: Gaze): boolean {
  return cgroups.length > 0 || [...layers, ...readings].some(({ changes }) => changes);
}
