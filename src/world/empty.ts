import type { World } from './model.ts';

/** A world of which nothing is known yet. */
export const emptyWorld: World = {
  seq: 0,
  at: 0,
  processes: new Map(),
  namespaces: new Map(),
  cgroups: new Map(),
  mounts: new Map(),
  containers: new Map(),
  images: new Map(),
  commands: new Map(),
  layers: new Map(),
  contents: new Map(),
  readings: new Map(),
  machines: new Map(),
  departed: [],
  signals: [],
  requests: [],
  traffic: [],
  lost: 0,
};
