import type { Exchange, World } from '../../world/model.ts';
import type { ViewOptions } from '../options.ts';
import { containerParts, imageParts, type ContainerPart, type ImagePart } from './contents.ts';
import {
  shownCommand,
  trafficOf,
  transferredLayers,
  type Of,
  type TransferredLayer,
} from './exchanges.ts';

/** What there is to see, before anything has a place. */
export interface Shown {
  readonly options: ViewOptions;
  readonly command: Of<'command'> | null;
  /** What was said for it. */
  readonly traffic: readonly Exchange[];
  readonly layers: readonly TransferredLayer[];
  readonly containers: readonly ContainerPart[];
  readonly images: readonly ImagePart[];
}

export function shownOf(world: World, options: ViewOptions): Shown {
  const command = shownCommand(world, options);
  const traffic = trafficOf(world, command);
  const layers = transferredLayers(traffic, command);
  const contents = { containers: containerParts(world), images: imageParts(world) };
  return { options, command, traffic, layers, ...contents };
}
