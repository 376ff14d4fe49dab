// What every verb works on: the guest's agent, the registry, the stores, and the listeners.
import type { Agent } from '../agent/agent.ts';
import type { HttpAnswer, HttpRequest } from '../agent/http.ts';
import { decodeText } from '../base/bytes.ts';
import { Emitter, type Event } from '../base/events.ts';
import { type Digest, isDigest } from '../oci/digest.ts';
import { type Clock, formatTime, zeroTime } from './clock.ts';
import { type Container, containerName, containerStatus } from './container.ts';
import { ContainerStore } from './container-store.ts';
import { imageDisk, overlayDisk } from './disk.ts';
import type { ContainerAction, ContainerRow, EngineEvent, ImageAction } from './event.ts';
import { readFiles } from './file.ts';
import { Journal } from './journal.ts';
import { type Image, ImageStore } from './image-store.ts';
import { LayerStore } from './layer-store.ts';
import type { Random } from './random.ts';
import type { Registry } from './registry.ts';
import { cgroupPath } from './cgroup.ts';
import { toldAgent } from './traffic/told-agent.ts';
import { Traffic } from './traffic/traffic.ts';
import { TagStore } from './tag-store.ts';
import { NetworkStore } from './network/network-store.ts';
import { HostPorts } from './network/ports.ts';
import { VolumeStore } from './volume/store.ts';

export interface EngineParts {
  readonly agent: Agent;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly random: Random;
  /** Hears what the registry is asked. */
  readonly traffic?: Traffic;
  readonly outside?: Outside;
}

/** Asks the web servers that docker reaches outside the guest; null where none answers to the URL. */
export type Outside = (request: HttpRequest) => Promise<HttpAnswer | null>;

export class EngineState {
  readonly agent: Agent;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly random: Random;
  readonly images: ImageStore;
  readonly containers: ContainerStore;
  readonly networks: NetworkStore;
  readonly hostPorts = new HostPorts();
  readonly volumes: VolumeStore;
  /** What `docker events` tells. */
  readonly journal: Journal;
  /** What docker's parts say to each other. */
  readonly traffic: Traffic;
  readonly outside: Outside;
  readonly #events = new Emitter<EngineEvent>();
  readonly onEvent: Event<EngineEvent> = this.#events.event;
  readonly #exits = new Emitter<Container>();
  /** A container has come to its end, and its state says so. */
  readonly onExit: Event<Container> = this.#exits.event;

  constructor(parts: EngineParts) {
    this.traffic = parts.traffic ?? new Traffic();
    const agent = toldAgent(parts.agent, this.traffic);
    this.agent = agent;
    this.registry = parts.registry;
    this.outside = parts.outside ?? (() => Promise.resolve(null));
    this.clock = parts.clock;
    this.random = parts.random;
    this.journal = new Journal(parts.clock);
    const layers = new LayerStore(agent, parts.random);
    this.images = new ImageStore(agent, layers, new TagStore(agent));
    this.containers = new ContainerStore(agent);
    const now = (): string => this.now();
    this.networks = new NetworkStore({ agent, random: parts.random, now });
    this.volumes = new VolumeStore(agent);
    this.traffic.onSaid((event) => this.tell(event));
    this.journal.onMessage(({ type: topic, action, id: subject, attributes: { name = '' } }) =>
      this.traffic.tell({ kind: 'event', topic, action, subject, name }),
    );
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

  /** `attributes` are what `docker events` tells besides; their `action` stands for the event's own word there. */
  tellContainer(
    action: Exclude<ContainerAction, 'destroy'>,
    container: Container,
    { action: word = action, ...attributes }: Readonly<Record<string, string>> = {},
  ): void {
    if (action !== 'loaded') this.noteContainer(word, container, attributes);
    this.tell({ type: 'container', action, container: containerRow(container) });
  }

  /** For `docker events` alone. */
  noteContainer(
    action: string,
    container: Container,
    attributes: Readonly<Record<string, string>> = {},
  ): void {
    const { Labels: labels, Image: image } = container.file.Config;
    const all = { ...labels, image, name: containerName(container), ...attributes };
    this.journal.add({ type: 'container', action, id: container.id, attributes: all });
  }

  /** `name` is what `docker events` calls the image. */
  async tellImage(action: ImageAction, image: Image, name: string): Promise<void> {
    const attributes = { ...image.config.run.labels, name };
    // What goes between here and a registry is called by its name, which tells no tag then.
    const named = action === 'pull' || action === 'push';
    const shown = named ? { ...attributes, name: name.replace(/[:@][^/]*$/, '') } : attributes;
    this.journal.add({ type: 'image', action, id: named ? name : image.id, attributes: shown });
    this.tell({ type: 'image', action, image: await this.images.row(image) });
  }

  tellExit(container: Container): void {
    this.#exits.fire(container);
  }

  now(): string {
    return formatTime(this.clock.now());
  }
}

export function containerRow(container: Container): ContainerRow {
  const { id, file } = container;
  const ran = file.State.StartedAt !== zeroTime;
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
