// What Docker's parts shows of containers, images and pulls, against what docker says and what the registry's files hold.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Guest } from '../../src/backend/guest.ts';
import { layout } from '../../src/views/parts/layout.ts';
import type { Item, Slab } from '../../src/views/parts/scene.ts';
import type { World } from '../../src/world/model.ts';
import { decodeText } from '../../src/base/bytes.ts';
import { everything } from './shown.ts';

/** So wide that no text is cut. */
const size = { width: 3000, height: 20_000 };

const itemsOf = (world: World): readonly Item[] => layout(world, size, everything).items;
const labelOf = (item: Item, look: string): string =>
  item.labels.find((label) => label.look === look)?.text ?? '';

/** "4.5 MB", as far as it says it. */
function isNear(text: string, bytes: number): boolean {
  const [, digits = '', unit = ''] = /([\d.]+) ([KMG]?B)$/.exec(text) ?? [];
  const of = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9 }[unit] ?? NaN;
  const step = of * (digits.includes('.') ? 0.1 : 1);
  return Math.abs(Number(digits) * of - bytes) <= step / 2 + 1e-6 * bytes;
}

/** Lines of a script in the guest, cut into their words. */
async function rowsOf(guest: Guest, script: string): Promise<string[][]> {
  const { stdout } = await guest.agent.call({ op: 'run', argv: ['sh', '-c', script] });
  const lines = decodeText(stdout).split('\n').filter(Boolean);
  return lines.map((line) => line.split('|'));
}

const containers = `docker ps -a --no-trunc --format '{{.ID}}|{{.Names}}|{{.Image}}|{{.State}}|{{.Status}}' | while read -r row; do
  echo "$row|$(cat /sys/fs/cgroup/docker/\${row%%|*}/cgroup.procs 2> /dev/null | wc -l)"
done`;
const images =
  "docker images -a -q --no-trunc | sort -u | xargs -r docker inspect -f '{{.Id}}|{{range .RepoTags}}{{.}},{{end}}|{{.Size}}|{{range .RootFS.Layers}}{{.}},{{end}}'";

/** What the picture says of containers and images otherwise than docker. */
export async function partsDifferences(guest: Guest): Promise<string[]> {
  await guest.settle();
  const items = itemsOf(guest.world);
  return [
    ...containerDifferences(items, await rowsOf(guest, containers)),
    ...imageDifferences(items, await rowsOf(guest, images)),
  ];
}

function containerDifferences(items: readonly Item[], rows: readonly string[][]): string[] {
  const shown = items
    .filter(({ kind }) => kind === 'container')
    .map((item) =>
      [
        item.id.replace('container ', ''),
        ...['name', 'note', 'figure'].map((look) => labelOf(item, look)),
        item.glyph?.name,
      ].join(' '),
    );
  const real = rows.map(([id, name, image, state = '', status = '', count = '0']) => {
    const some = Number(count) === 1 ? '1 process' : `${count} processes`;
    const [, exit = ''] = /^Exited \((\d+)\)/.exec(status) ?? [];
    const lives = state === 'paused' ? `${some}, paused` : some;
    const still = state === 'exited' ? `exited, ${exit}` : state;
    // Its processes may have been moved to another control group by hand.
    const unseen = state === 'running' || state === 'paused';
    const none = unseen ? ['no process seen', 'unseen'] : [still, 'still'];
    return [id, name, image, ...(count === '0' ? none : [lives, 'running'])].join(' ');
  });
  const running = rows.filter((row) => row[5] !== '0').length;
  const head = labelOf(partOf(items, 'containers'), 'note');
  const many = rows.length === 0 ? '' : `${String(running)} of ${String(rows.length)} running`;
  return [...apart(shown, real), ...(head === many ? [] : [`shows ${head}, docker has ${many}`])];
}

function imageDifferences(items: readonly Item[], rows: readonly string[][]): string[] {
  const chains = rows.map(([, , , layers = '']) => layers.split(',').filter(Boolean));
  const real = new Map(
    rows.map(([id = '', tags = '', bytes], i) => {
      const names = tags.split(',').filter(Boolean).sort();
      return [id, { names, bytes: Number(bytes), looks: looksOf(chains, i) }] as const;
    }),
  );
  const shown = items.filter(({ kind }) => kind === 'image');
  const ids = shown.map(({ id }) => id.replace('image ', ''));
  const wrong = shown.flatMap((item, i) => {
    const image = real.get(ids[i] ?? '');
    if (!image) return [];
    const names = /^Image (.*): \d+ layer/.exec(item.spoken)?.[1] ?? '';
    const own = names.split(', ').sort().join();
    const id = (ids[i] ?? '').replace('sha256:', '').slice(0, 12);
    const note = labelOf(item, 'figure');
    return [
      ...(own === (image.names.join() || id) ? [] : [`${id} is called ${own}`]),
      ...(isNear(note, image.bytes) ? [] : [`${id} takes ${note}, not ${String(image.bytes)}`]),
      ...(item.slabs.map(({ look }) => look).join() === image.looks ? [] : [`${id}: layers`]),
      ...(parseInt(note) === image.looks.split(',').length ? [] : [`${id} has ${note}`]),
    ];
  });
  return [...apart(ids, [...real.keys()]), ...wrong];
}

/** A layer is the same in two images where all below it is the same too. */
function looksOf(chains: readonly (readonly string[])[], own: number): string {
  const chain = chains[own] ?? [];
  return chain
    .map((_, at): Slab['look'] => {
      const below = chain.slice(0, at + 1).join();
      const sharers = chains.filter((each) => each.slice(0, at + 1).join() === below);
      return sharers.length > 1 ? 'shared' : 'whole';
    })
    .join();
}

function partOf(items: readonly Item[], name: string): Item {
  const item = items.find(({ id }) => id === `part ${name}`);
  if (!item) throw new Error(`The picture has no part ${name}`);
  return item;
}

function apart(shown: readonly string[], real: readonly string[]): string[] {
  return [
    ...shown.filter((each) => !real.includes(each)).map((each) => `shows ${each}`),
    ...real.filter((each) => !shown.includes(each)).map((each) => `docker has ${each}`),
  ];
}

const registry = new URL('../../public/registry/v2/library', import.meta.url).pathname;

interface Manifest {
  readonly config: { readonly size: number };
  readonly layers: readonly { readonly digest: string; readonly size: number }[];
}

/** What the picture of the last docker command, a pull, says otherwise than the files of the registry; `here` are layers that were there before. */
export function pullDifferences(world: World, image: string, here: ReadonlySet<string>): string[] {
  const file = join(registry, image, 'manifests/latest');
  const { config, layers } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const items = itemsOf(world);
  const rows = items.filter(({ kind }) => kind === 'layer').map((item) => labelsOf(item));
  const wrong = layers.flatMap(({ digest, size: bytes }, i) => {
    const [name = '', fact = ''] = rows[i] ?? [];
    const fate = here.has(digest) ? 'already here' : 'came';
    // What did not travel is told without its size where that has no room.
    const isRight = fact === 'already here' || isNear(fact, bytes);
    const isIt = name === digest.slice(7, 19) && fact.startsWith(fate) && isRight;
    return isIt ? [] : [`layer ${digest}: ${name} ${fact}`];
  });
  const came = layers.filter(({ digest }) => !here.has(digest));
  const sum = came.reduce((all, each) => all + each.size, statSync(file).size + config.size);
  const carried = labelOf(partOf(items, 'hub'), 'plain').replace(' in all', '');
  return [
    ...wrong,
    ...(rows.length === layers.length ? [] : [`${String(rows.length)} layers`]),
    ...(isNear(carried, sum) ? [] : [`${carried} came, the files have ${String(sum)}`]),
  ];
}

const labelsOf = (item: Item): readonly string[] => item.labels.map(({ text }) => text);

/** Digests of an image's layers, as the registry's files have them. */
export function layersIn(image: string): string[] {
  const text = readFileSync(join(registry, image, 'manifests/latest'), 'utf8');
  return (JSON.parse(text) as Manifest).layers.map(({ digest }) => digest);
}
