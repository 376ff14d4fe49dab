import type { Phrases } from '../base/language.ts';
import { inside } from './de/inside.ts';
import { kernelLog } from './de/kernel-log.ts';
import { layers } from './de/layers.ts';
import { machines } from './de/machines.ts';
import { namespaces } from './de/namespaces.ts';
import { parts } from './de/parts.ts';
import { pids } from './de/pids.ts';
import { shared } from './de/shared.ts';

/** German, by the English sentences as they stand in this folder. */
export const de: Phrases = {
  ...inside,
  ...kernelLog,
  ...layers,
  ...machines,
  ...namespaces,
  ...parts,
  ...pids,
  ...shared,
};
