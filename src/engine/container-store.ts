// All containers, read from /var/lib/docker/containers and written back at every change.
import type { Agent } from '../agent/agent.ts';
import { decodeText } from '../base/bytes.ts';
import { Queue } from '../base/queue.ts';
import { type Container, type ContainerFile, containerName } from './container.ts';
import { defaultHostConfig, type HostConfig } from './host-config.ts';
import { containerDisk, imageDisk } from './disk.ts';
import { idleSettings } from './network/endpoint.ts';
import { EngineError } from './error.ts';
import { Restarts } from './restart-policy.ts';
import { listDirectory, readFiles, replaceFile, runAll } from './file.ts';

const perContainer = 3;

export class ContainerStore {
  readonly #agent: Agent;
  #containers: Promise<Map<string, Container>> | null = null;
  /** Choosing a name and taking it happen here, one create at a time. */
  readonly naming = new Queue();
  /** Handed to a shim, and not yet heard of: neither confirmed, failed nor ended. */
  readonly starting = new Set<string>();
  readonly restarts = new Restarts();
  readonly #locks = new Map<string, Queue>();

  constructor(agent: Agent) {
    this.#agent = agent;
  }

  reload(): void {
    this.#containers = null;
    this.#locks.clear();
    this.starting.clear();
    this.restarts.clear();
  }

  /** All containers, newest first. */
  async list(): Promise<Container[]> {
    const all = [...(await this.#all()).values()];
    return all.sort((a, b) => (a.file.Created < b.file.Created ? 1 : -1));
  }

  async get(id: string): Promise<Container | null> {
    return (await this.#all()).get(id) ?? null;
  }

  /** The container that an id, a name or the beginning of an id means, in docker's order. */
  async resolve(text: string): Promise<Container> {
    if (text === '') throw new EngineError('invalid', 'invalid name or ID supplied: ""');
    const all = await this.#all();
    const found = all.get(text) ?? (await this.findName(text.replace(/^\//, '')));
    if (found) return found;
    const hits = [...all.values()].filter(({ id }) => id.startsWith(text));
    if (hits.length > 1) {
      throw new EngineError('system', `Multiple IDs found with provided prefix: ${text}`);
    }
    const [only] = hits;
    if (!only) throw new EngineError('notFound', `No such container: ${text}`);
    return only;
  }

  async findName(name: string): Promise<Container | null> {
    const all = await this.#all();
    return [...all.values()].find((container) => containerName(container) === name) ?? null;
  }

  /** Takes in a container whose files were written. */
  async add(container: Container): Promise<void> {
    (await this.#all()).set(container.id, container);
  }

  async forget(container: Container): Promise<void> {
    (await this.#all()).delete(container.id);
    this.#locks.delete(container.id);
    this.starting.delete(container.id);
    this.restarts.reset(container.id);
  }

  /** Writes the container's present state to the disk. */
  async save(container: Container): Promise<void> {
    await runAll(this.#agent, saveOperations(container));
  }

  /** Runs a change of one container after those already under way. */
  lock<T>(container: Container, change: () => Promise<T>): Promise<T> {
    let queue = this.#locks.get(container.id);
    if (!queue) {
      queue = new Queue();
      this.#locks.set(container.id, queue);
    }
    return queue.run(change);
  }

  #all(): Promise<Map<string, Container>> {
    this.#containers ??= this.#load();
    return this.#containers;
  }

  async #load(): Promise<Map<string, Container>> {
    const ids = (await listDirectory(this.#agent, containerDisk.root)).map(({ name }) => name);
    const paths = ids.flatMap((id) => [
      containerDisk.config(id),
      containerDisk.hostConfig(id),
      `${imageDisk.mount(id)}/mount-id`,
    ]);
    const files = await readFiles(this.#agent, paths);
    const containers = new Map<string, Container>();
    for (const [index, id] of ids.entries()) {
      const at = index * perContainer;
      const container = parseContainer(id, files.slice(at, at + perContainer));
      if (container) containers.set(id, container);
    }
    return containers;
  }
}

export function saveOperations({ id, file }: Container): ReturnType<typeof replaceFile> {
  return replaceFile(containerDisk.config(id), JSON.stringify(file));
}

export function hostConfigOperations({
  id,
  hostConfig,
}: Container): ReturnType<typeof replaceFile> {
  return replaceFile(containerDisk.hostConfig(id), JSON.stringify(hostConfig), 0o644);
}

/** A container from its three files; null for one that was never wholly written or is not ours. */
function parseContainer(id: string, files: readonly (Uint8Array | null)[]): Container | null {
  const [config, hostConfig, mountId] = files;
  if (!config || !hostConfig || !mountId) return null;
  try {
    const file = JSON.parse(decodeText(config)) as ContainerFile;
    file.MountPoints ??= {};
    file.NetworkSettings ??= idleSettings({});
    file.State.Health ??= null;
    const host = JSON.parse(decodeText(hostConfig)) as Partial<HostConfig>;
    if (file.ID !== id) return null;
    return {
      id,
      file,
      hostConfig: { ...defaultHostConfig, ...host },
      mountId: decodeText(mountId),
    };
  } catch {
    return null;
  }
}
