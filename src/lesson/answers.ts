import type { AnswerSource } from './answer.ts';
import { capabilityCount } from './answers/capability-count.ts';
import { exitOfContainer } from './answers/exit-of-container.ts';
import { layerCopies } from './answers/layer-copies.ts';
import { layersTravelled } from './answers/layers-travelled.ts';
import { markOf } from './answers/mark-of.ts';
import { memoryLimit } from './answers/memory-limit.ts';
import { namespaceOf } from './answers/namespace-of.ts';
import { numberInside } from './answers/number-inside.ts';
import { ownLayerSize } from './answers/own-layer-size.ts';
import { processAlive } from './answers/process-alive.ts';
import { providerOf } from './answers/provider-of.ts';
import { settingInside } from './answers/setting-inside.ts';
import { volumeKept } from './answers/volume-kept.ts';

/** Every source of an answer that a prediction can name. */
export const answers: ReadonlyMap<string, AnswerSource> = new Map([
  ['capability-count', capabilityCount],
  ['exit-of-container', exitOfContainer],
  ['layer-copies', layerCopies],
  ['layers-travelled', layersTravelled],
  ['memory-limit', memoryLimit],
  ['mark-of', markOf],
  ['namespace-of', namespaceOf],
  ['number-inside', numberInside],
  ['own-layer-size', ownLayerSize],
  ['process-alive', processAlive],
  ['provider-of', providerOf],
  ['setting-inside', settingInside],
  ['volume-kept', volumeKept],
]);
