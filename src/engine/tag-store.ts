// Which names mean which image: repositories.json, as docker keeps it.
import type { Agent } from '../agent/agent.ts';
import { decodeText } from '../base/bytes.ts';
import type { Digest } from '../oci/digest.ts';
import {
  familiarName,
  formatFamiliar,
  formatReference,
  parseReference,
  type Reference,
} from '../oci/reference.ts';
import { imageDisk } from './disk.ts';
import { makeDirectory, orAbsent, replaceFile, runAll } from './file.ts';

/** Familiar repository name, then familiar reference ("busybox:latest", "busybox@sha256:…"), then image id. */
type Repositories = Record<string, Record<string, Digest>>;

export class TagStore {
  readonly #agent: Agent;
  #repositories: Promise<Repositories> | null = null;

  constructor(agent: Agent) {
    this.#agent = agent;
  }

  reload(): void {
    this.#repositories = null;
  }

  async get(reference: Reference): Promise<Digest | null> {
    const { name, key } = keys(reference);
    return (await this.#all())[name]?.[key] ?? null;
  }

  async set(reference: Reference, id: Digest): Promise<void> {
    const { name, key } = keys(reference);
    const all = await this.#all();
    if (all[name]?.[key] === id) return;
    all[name] = { ...all[name], [key]: id };
    await this.#save(all);
  }

  async remove(reference: Reference): Promise<void> {
    const { name, key } = keys(reference);
    const all = await this.#all();
    const rest = Object.entries(all[name] ?? {}).filter(([each]) => each !== key);
    if (rest.length > 0) all[name] = Object.fromEntries(rest);
    else Reflect.deleteProperty(all, name);
    await this.#save(all);
  }

  /** All names of one image, sorted; digests among them. */
  async namesOf(id: Digest): Promise<Reference[]> {
    return (await this.list()).filter((row) => row.id === id).map((row) => row.reference);
  }

  async list(): Promise<{ readonly reference: Reference; readonly id: Digest }[]> {
    const rows = Object.values(await this.#all()).flatMap((each) => Object.entries(each));
    return rows
      .map(([key, id]) => ({ reference: parseReference(key), id }))
      .sort((a, b) => (formatReference(a.reference) < formatReference(b.reference) ? -1 : 1));
  }

  #all(): Promise<Repositories> {
    this.#repositories ??= this.#load();
    return this.#repositories;
  }

  async #load(): Promise<Repositories> {
    const bytes = await orAbsent(this.#agent.call({ op: 'read', path: imageDisk.tags }));
    if (!bytes) return {};
    return (JSON.parse(decodeText(bytes)) as { Repositories?: Repositories }).Repositories ?? {};
  }

  async #save(repositories: Repositories): Promise<void> {
    await runAll(this.#agent, [
      makeDirectory(imageDisk.tags.replace(/\/[^/]*$/, '')),
      ...replaceFile(imageDisk.tags, JSON.stringify({ Repositories: repositories })),
    ]);
  }
}

function keys(reference: Reference): { name: string; key: string } {
  const tag = reference.digest ? null : reference.tag;
  return { name: familiarName(reference), key: formatFamiliar({ ...reference, tag }) };
}
