import type { LayerEntry, LayerRecord } from '../agent/record.ts';
import { noGaze, type Gaze, type LayerGaze, type ReadingGaze } from '../world/gaze.ts';
import { contentId, layerId, namespaceId } from '../world/id.ts';
import type {
  Cgroup,
  CgroupPath,
  ContentId,
  Evidence,
  LayerFile,
  LayerId,
  NamespaceId,
} from '../world/model.ts';
import type { Knowledge } from './knowledge.ts';
import type { Ask } from './wanted.ts';
import { witnessOfMounts } from './witness.ts';

/** What an agent answers for a file's content that was asked for. */
export interface ContentRecord {
  readonly type: 'content';
  readonly at: number;
  readonly layer: LayerId;
  readonly path: string;
  readonly base64: string;
  readonly problem: string;
}

/** What an agent answers for a file of /proc, or for a question to a network namespace. */
export interface ReadingRecord {
  readonly type: 'reading';
  readonly at: number;
  readonly path: string;
  /** null where it could not be read. */
  readonly text: string | null;
}

/** ENOENT, ENOTDIR: the directory is gone. */
const gone = new Set([2, 20]);
const regular = 0o10;

/** Keeps the layers that somebody looks at as the kernel has them, and asks for nothing else. */
export class Gazing {
  readonly #known: Knowledge;
  #gaze: Gaze = noGaze;
  readonly #layers = new Set<LayerId>();
  readonly #contents = new Map<ContentId, { readonly layer: LayerId; readonly path: string }>();
  readonly #cgroups = new Set<CgroupPath>();
  readonly #readings = new Map<string, ReadingGaze>();
  /** Of complete listings. */
  readonly #fingerprints = new Map<LayerId, string>();
  /** Parts that came so far. */
  readonly #parts = new Map<LayerId, LayerEntry[]>();

  constructor(known: Knowledge) {
    this.#known = known;
  }

  get wants(): boolean {
    const files = this.#contents.size + this.#cgroups.size + this.#readings.size;
    return this.#layers.size + files > 0;
  }

  /** Somebody looks elsewhere: what nobody looks at any more is forgotten. */
  look(gaze: Gaze, at: number): void {
    this.#gaze = gaze;
    const layers = new Set(gaze.layers.map(({ id }) => id));
    const files = new Set(gaze.files.map(({ layer, path }) => contentId(layer, path)));
    for (const id of this.#known.world.layers.keys()) if (!layers.has(id)) this.#forget(id, at);
    for (const id of this.#known.world.contents.keys())
      if (!files.has(id)) this.#known.tell({ type: 'content/forgotten', id }, at);
    for (const id of [...this.#layers]) if (!layers.has(id)) this.#layers.delete(id);
    for (const id of [...this.#contents.keys()]) if (!files.has(id)) this.#contents.delete(id);
    for (const each of gaze.layers) if (!this.#fingerprints.has(each.id)) this.#layers.add(each.id);
    for (const { layer, path } of gaze.files) this.#wantContent(layer, path);
    this.#lookAtFiles(gaze, at);
  }

  #lookAtFiles({ cgroups, readings }: Gaze, at: number): void {
    const paths = new Set(readings.map(({ path }) => path));
    for (const path of this.#known.world.readings.keys())
      if (!paths.has(path)) this.#known.tell({ type: 'reading/forgotten', path }, at);
    this.#readings.clear();
    this.#cgroups.clear();
    for (const each of readings)
      if (!this.#known.world.readings.has(each.path)) this.#readings.set(each.path, each);
    for (const path of cgroups) this.#cgroups.add(path);
  }

  /** Time to see whether what may change has changed. */
  glance(): void {
    for (const { id, changes } of this.#gaze.layers)
      if (changes || !this.#fingerprints.has(id)) this.#layers.add(id);
    for (const path of this.#gaze.cgroups)
      if (this.#known.world.cgroups.has(path)) this.#cgroups.add(path);
    for (const each of this.#gaze.readings) if (each.changes) this.#readings.set(each.path, each);
  }

  takeAsks(): Ask[] {
    const layers = this.#gaze.layers.filter(({ id }) => this.#layers.has(id));
    this.#layers.clear();
    const contents = [...this.#contents.values()];
    this.#contents.clear();
    const cgroups = [...this.#cgroups];
    this.#cgroups.clear();
    const readings = [...this.#readings.values()];
    this.#readings.clear();
    return [
      ...cgroups.map((path) => ({ type: 'cgroup', path }) as const),
      ...readings.map(askForReading),
      ...layers.flatMap((each) => this.#askFor(each)),
      ...contents.flatMap(({ layer, path }) => this.#askForContent(layer, path)),
    ];
  }

  take(record: LayerRecord): void {
    const namespace = namespaceId(record.namespace);
    const id = namespace ? layerId(namespace, record.path) : null;
    if (!namespace || !id || !this.#gaze.layers.some((each) => each.id === id)) return;
    if (record.errno !== 0) {
      if (gone.has(record.errno)) this.#forget(id, record.at);
      return;
    }
    const entries = record.first ? [] : (this.#parts.get(id) ?? []);
    for (const entry of record.entries) entries.push(entry);
    this.#parts.set(id, entries);
    if (!record.last) return;
    this.#parts.delete(id);
    this.#fingerprints.set(id, record.fingerprint);
    this.#tell(record, id, namespace, entries);
  }

  takeContent({ layer, path, base64, problem, at }: ContentRecord): void {
    const id = contentId(layer, path);
    if (!this.#gaze.files.some((each) => contentId(each.layer, each.path) === id)) return;
    const content = { id, layer, path, base64, problem, at };
    this.#known.tell({ type: 'content/read', content }, at);
  }

  /** Control groups that are looked at are read again and again: only what differs is told. */
  takeCgroup(cgroup: Cgroup, at: number): void {
    const known = this.#known.world.cgroups.get(cgroup.path);
    if (known && sameFiles(known.files, cgroup.files)) return;
    this.#known.tell({ type: 'cgroup/read', cgroup }, at);
  }

  /** Files that change are read again and again as well. */
  takeReading({ path, text, at }: ReadingRecord): void {
    if (!this.#gaze.readings.some((each) => each.path === path)) return;
    const known = this.#known.world.readings.get(path);
    if (text === null) this.#known.tell({ type: 'reading/forgotten', path }, at);
    else if (text !== known?.text)
      this.#known.tell({ type: 'reading/read', reading: { path, text, at } }, at);
  }

  #tell(
    record: LayerRecord,
    id: LayerId,
    namespace: NamespaceId,
    entries: readonly LayerEntry[],
  ): void {
    const { path, real, cut, at } = record;
    const evidence: Evidence = { path, text: `${String(entries.length)} names`, at };
    const known = this.#known.world.layers.get(id);
    if (!known) {
      const layer = { id, namespace, path, real, cut, evidence, files: entries };
      this.#known.tell({ type: 'layer/listed', layer }, at);
    } else {
      const { changed, removed } = difference(known.files, entries);
      if (changed.length + removed.length === 0) return;
      this.#known.tell({ type: 'layer/changed', id, changed, removed, evidence }, at);
      const touched = new Set([...changed.map((file) => file.path), ...removed]);
      for (const file of this.#gaze.files)
        if (file.layer === id && touched.has(file.path)) this.#wantContent(id, file.path, true);
    }
    for (const file of this.#gaze.files) if (file.layer === id) this.#wantContent(id, file.path);
  }

  #wantContent(layer: LayerId, path: string, again = false): void {
    const id = contentId(layer, path);
    if (again || !this.#known.world.contents.has(id)) this.#contents.set(id, { layer, path });
  }

  #forget(id: LayerId, at: number): void {
    this.#fingerprints.delete(id);
    this.#parts.delete(id);
    this.#known.tell({ type: 'layer/forgotten', id }, at);
  }

  #askFor({ id, namespace, path }: LayerGaze): Ask[] {
    const process = witnessOfMounts(this.#known.world, namespace);
    if (!process) return [];
    const layer = this.#known.world.layers.has(id);
    const known = (layer && this.#fingerprints.get(id)) || '0';
    return [{ type: 'layer', pid: process.pid, path, known }];
  }

  #askForContent(id: LayerId, path: string): Ask[] {
    const layer = this.#known.world.layers.get(id);
    const file = layer?.files.get(path);
    const process = layer && witnessOfMounts(this.#known.world, layer.namespace);
    if (!layer || !process || !file || file.mode >> 12 !== regular) return [];
    const root = process.pid === 1 ? '' : `/proc/${String(process.pid)}/root`;
    return [{ type: 'content', layer: id, path, file: `${root}${layer.path}/${path}` }];
  }
}

function askForReading({ path, network }: ReadingGaze): Ask {
  return network ? { type: 'network', path, ...network } : { type: 'reading', path };
}

function sameFiles(a: Cgroup['files'], b: Cgroup['files']): boolean {
  const names = Object.keys(b);
  return names.length === Object.keys(a).length && names.every((name) => a[name] === b[name]);
}

function difference(
  known: ReadonlyMap<string, LayerFile>,
  entries: readonly LayerEntry[],
): { readonly changed: readonly LayerEntry[]; readonly removed: readonly string[] } {
  const left = new Set(known.keys());
  const changed = entries.filter((entry) => {
    left.delete(entry.path);
    const before = known.get(entry.path);
    return !before || !same(before, entry);
  });
  return { changed, removed: [...left] };
}

const plain = [
  'mode',
  'uid',
  'gid',
  'size',
  'links',
  'inode',
  'mtime',
  'opaque',
  'metacopy',
  'origin',
  'redirect',
  'target',
] as const;

function same(a: LayerFile, b: LayerEntry): boolean {
  return (
    plain.every((field) => a[field] === b[field]) &&
    a.rdev[0] === b.rdev[0] &&
    a.rdev[1] === b.rdev[1]
  );
}
