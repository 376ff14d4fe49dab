/**
 * The engine: everything `docker` means, over an agent in the guest and a registry. It keeps nothing that it cannot read
 * back from the guest's disk. Docker's verbs are the files beside this one; each takes the engine as its first argument.
 */
import type { Agent } from '../agent/agent.ts';
import { decodeText } from '../base/bytes.ts';
import { Emitter, type Event, type Stop } from '../base/events.ts';
import { type Digest, isDigest } from '../oci/digest.ts';
import { formatTime, type Clock } from './clock.ts';
import { cgroupPath } from './runtime-config.ts';
import { type Container, containerName, containerStatus } from './container.ts';
import { ContainerStore } from './container-store.ts';
import { imageDisk, overlayDisk } from './disk.ts';
import type { ContainerAction, ContainerRow, EngineEvent } from './event.ts';
import { settleAll, settleExit } from './exit.ts';
import { readFiles, runAll } from './file.ts';
import { ImageStore } from './image-store.ts';
import { LayerStore } from './layer-store.ts';
import type { Random } from './random.ts';
import type { Registry } from './registry.ts';
import { exitDirectory, shimDirectory } from './shim.ts';
import { TagStore } from './tag-store.ts';

export interface EngineParts {
  readonly agent: Agent;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly random: Random;
}

export class Engine {
  readonly agent: Agent;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly random: Random;
  readonly images: ImageStore;
  readonly containers: ContainerStore;
  readonly #events = new Emitter<EngineEvent>();
  readonly onEvent: Event<EngineEvent> = this.#events.event;
  readonly #exits = new Emitter<Container>();
  /** A container has come to its end, and its state says so. */
  readonly onExit: Event<Container> = this.#exits.event;
  #stopWatching: Stop = () => undefined;
  #ready: Promise<void> | null = null;

  constructor(parts: EngineParts) {
    this.agent = parts.agent;
    this.registry = parts.registry;
    this.clock = parts.clock;
    this.random = parts.random;
    const layers = new LayerStore(parts.agent, parts.random);
    this.images = new ImageStore(parts.agent, layers, new TagStore(parts.agent));
    this.containers = new ContainerStore(parts.agent);
  }

  /** Resolves when the engine has read the disk and watches for exits. */
  ready(): Promise<void> {
    this.#ready ??= this.#open();
    return this.#ready;
  }

  /** To be called after the agent was greeted anew: forgets everything, and reads the guest's disk again. */
  async reload(): Promise<void> {
    this.close();
    this.images.reload();
    this.containers.reload();
    await this.ready();
  }

  close(): void {
    this.#stopWatching();
    this.#stopWatching = () => undefined;
    this.#ready = null;
  }

  /** Chain ids of the layers on which containers stand. */
  async containerParents(): Promise<Digest[]> {
    const containers = await this.containers.list();
    const paths = containers.map(({ id }) => `${imageDisk.mount(id)}/parent`);
    const files = await readFiles(this.agent, paths);
    return files.map((bytes) => (bytes ? decodeText(bytes) : '')).filter(isDigest);
  }

  tell(event: EngineEvent): void {
    this.#events.fire(event);
  }

  tellContainer(action: Exclude<ContainerAction, 'destroy'>, container: Container): void {
    this.tell({ type: 'container', action, container: containerRow(container) });
  }

  tellExit(container: Container): void {
    this.#exits.fire(container);
  }

  now(): string {
    return formatTime(this.clock.now());
  }

  async #open(): Promise<void> {
    await runAll(this.agent, [
      { op: 'mkdir', path: exitDirectory, parents: true },
      { op: 'mkdir', path: shimDirectory, parents: true },
    ]);
    this.#stopWatching = await this.agent.watch(exitDirectory, ({ kind, name }) => {
      // What fails here fails because the machine went away; `reload` then reads the disk anew.
      if (kind === 'movedIn') settleExit(this, name).catch(() => undefined);
      if (kind === 'overflowed') settleAll(this).catch(() => undefined);
    });
    await settleAll(this);
    for (const image of await this.images.list()) {
      this.tell({ type: 'image', action: 'load', image: await this.images.row(image) });
    }
    for (const container of await this.containers.list()) this.tellContainer('loaded', container);
  }
}

export function containerRow(container: Container): ContainerRow {
  const { id, file } = container;
  const ran = file.State.StartedAt !== '0001-01-01T00:00:00Z';
  return {
    id,
    name: containerName(container),
    image: file.Config.Image,
    imageId: file.Image,
    command: [file.Path, ...file.Args],
    status: containerStatus(container),
    pid: file.State.Pid,
    exit: ran && !file.State.Running ? file.State.ExitCode : null,
    cgroup: cgroupPath(id),
    upper: overlayDisk.diff(container.mountId),
  };
}
