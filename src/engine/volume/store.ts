// All volumes: directories in /var/lib/docker/volumes, and one file with their labels and options.
import type { Agent } from '../../agent/agent.ts';
import { decodeText } from '../../base/bytes.ts';
import { Queue } from '../../base/queue.ts';
import { EngineError } from '../error.ts';
import { listDirectory, makeDirectory, readFiles, replaceFile, runAll } from '../file.ts';
import { volumeDisk } from './disk.ts';
import type { Volume } from './volume.ts';

type Metadata = Record<string, Pick<Volume, 'Labels' | 'Options'>>;

export class VolumeStore {
  readonly #agent: Agent;
  #volumes: Promise<Map<string, Volume>> | null = null;
  /** Making and removing happen here, one after another. */
  readonly changes = new Queue();

  constructor(agent: Agent) {
    this.#agent = agent;
  }

  reload(): void {
    this.#volumes = null;
  }

  /** All volumes, by name. */
  async list(): Promise<Volume[]> {
    const all = [...(await this.#all()).values()];
    return all.sort((a, b) => (a.Name < b.Name ? -1 : 1));
  }

  async find(name: string): Promise<Volume | null> {
    return (await this.#all()).get(name) ?? null;
  }

  async resolve(name: string): Promise<Volume> {
    const volume = await this.find(name);
    if (volume) return volume;
    throw new EngineError('notFound', `get ${name}: no such volume`);
  }

  /** Makes the volume's directory; it must not exist. */
  async add(volume: Volume): Promise<void> {
    const all = await this.#all();
    all.set(volume.Name, volume);
    try {
      await runAll(this.#agent, [
        makeDirectory(volumeDisk.root, 0o701),
        makeDirectory(volumeDisk.directory(volume.Name), 0o701),
        makeDirectory(volume.Mountpoint, 0o755),
        ...replaceFile(volumeDisk.metadata, formatMetadata(all)),
      ]);
    } catch (error) {
      all.delete(volume.Name);
      throw error;
    }
  }

  async remove({ Name: name }: Volume): Promise<void> {
    const all = await this.#all();
    all.delete(name);
    await runAll(this.#agent, [
      { op: 'remove', path: volumeDisk.directory(name), recursive: true },
      ...replaceFile(volumeDisk.metadata, formatMetadata(all)),
    ]);
  }

  #all(): Promise<Map<string, Volume>> {
    this.#volumes ??= this.#load();
    return this.#volumes;
  }

  async #load(): Promise<Map<string, Volume>> {
    const [bytes] = await readFiles(this.#agent, [volumeDisk.metadata]);
    const metadata = parseMetadata(bytes ? decodeText(bytes) : '');
    const entries = await listDirectory(this.#agent, volumeDisk.root);
    const directories = entries.filter(({ type }) => type === 'directory');
    return new Map(
      directories.map(({ name, mtime }) => [
        name,
        makeVolume(name, mtime * 1000, metadata[name] ?? { Labels: null, Options: null }),
      ]),
    );
  }
}

/** A volume made at this moment, in milliseconds since the epoch. */
export function makeVolume(
  name: string,
  at: number,
  { Labels, Options }: Pick<Volume, 'Labels' | 'Options'>,
): Volume {
  return {
    CreatedAt: new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'),
    Driver: 'local',
    Labels,
    Mountpoint: volumeDisk.content(name),
    Name: name,
    Options,
    Scope: 'local',
  };
}

function formatMetadata(volumes: ReadonlyMap<string, Volume>): string {
  const rows = [...volumes.values()].map(({ Name, Labels, Options }) => [
    Name,
    { Labels, Options },
  ]);
  return JSON.stringify(Object.fromEntries(rows));
}

function parseMetadata(text: string): Metadata {
  try {
    return JSON.parse(text) as Metadata;
  } catch {
    return {};
  }
}
