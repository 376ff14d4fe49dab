import type { Agent } from '../agent/agent.ts';
import { createAgent } from '../agent/client.ts';
import { randomUuid } from '../base/uuid.ts';
import { Engine } from '../engine/engine.ts';
import { httpRegistry } from '../engine/http-registry.ts';
import { registries } from '../engine/registries.ts';
import { staticRegistry } from '../engine/static-registry.ts';
import type { Fetch } from '../engine/static-registry.ts';
import { toldFetch, toldSend } from '../engine/traffic/told-registry.ts';
import { Traffic } from '../engine/traffic/traffic.ts';
import type { ArtifactSource } from '../machine/artifacts.ts';
import type { Machine, Progress } from '../machine/machine.ts';
import { type RegistryHandler, registryHandler } from '../registry/handler.ts';
import { memoryStore } from '../registry/store.ts';
import { openMachine } from '../machine/open.ts';
import type { BootReport } from './backend.ts';
import type { Clock } from './clock.ts';
import { Guest } from './guest.ts';
import { localPage } from './local-registry.ts';
import { StageTimes } from './stage-times.ts';

/** What a guest needs of its surroundings; the same in a worker and in Node. */
export interface GuestParts {
  readonly artifacts: ArtifactSource;
  /** Files of the registry that images are pulled from. */
  readonly registry: Fetch;
  /** The registry at localhost:5000; without one it forgets everything with the guest. */
  readonly local?: RegistryHandler;
  readonly clock: Clock;
  /** The guest's wall clock is set by this: milliseconds since the epoch. */
  readonly wallNow?: () => number;
  /** So many unpredictable bytes. */
  readonly random?: (bytes: number) => Uint8Array;
  onProgress(progress: Progress): void;
  /** Called before the guest's first event, to subscribe. */
  onGuest(guest: Guest): void;
}

/** Fetches, restores and greets the built guest. */
export async function openGuest(parts: GuestParts): Promise<BootReport> {
  const { artifacts, clock } = parts;
  const times = new StageTimes(() => clock.now());
  const onProgress = (progress: Progress): void => {
    times.take(progress.stage);
    parts.onProgress(progress);
  };
  const { machine, manifest, bytes } = await openMachine({ artifacts, onProgress });
  onProgress({ stage: 'greet', value: 0.95, text: 'Greeting the machine' });
  const guest = new Guest({ machine, clock, ...enginesOf(machine, parts) });
  parts.onGuest(guest);
  try {
    await guest.greet();
  } catch (error) {
    await guest.shutdown();
    throw error;
  }
  onProgress({ stage: 'ready', value: 1, text: 'Ready' });
  return { imageId: manifest.image, bytes, stages: times.stages() };
}

function enginesOf(machine: Machine, parts: GuestParts): { agent: Agent; engine: Engine } {
  const { wallNow = Date.now, random = randomBytes, clock } = parts;
  const channels = {
    rpc: machine.channel('fishbowl.rpc'),
    records: machine.channel('fishbowl.records'),
    terms: machine.channel('fishbowl.terms'),
  };
  const agent = createAgent({ channels, now: wallNow, random });
  const delay = (ms: number): Promise<void> =>
    new Promise((resolve) => void clock.after(ms, resolve));
  const { local = registryHandler(memoryStore(), randomUuid) } = parts;
  const traffic = new Traffic();
  const registry = registries({
    'docker.io': staticRegistry(toldFetch(parts.registry, 'docker.io', traffic)),
    'localhost:5000': httpRegistry(toldSend(local, 'localhost:5000', traffic)),
  });
  const engine: Engine = new Engine({
    ...{ agent, registry, random, clock: { now: wallNow, delay }, traffic },
    outside: (request) => localPage(local, engine, request),
  });
  return { agent, engine };
}

function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}
