// An image's layers mounted for the time being: to read from, or below a new layer.
import type { Digest } from '../../oci/digest.ts';
import { overlayDisk, temporaryRoot } from '../disk.ts';
import { makeDirectory, runAll, tryAll } from '../file.ts';
import type { Image } from '../image-store.ts';
import { randomId } from '../random.ts';
import type { EngineState } from '../state.ts';
import type { Stage } from './stage.ts';
import { packUpper } from './step-container.ts';

const detach = 2;
const readOnly = 1;

/** Calls `use` with the directory that shows the image's files. */
export async function withImageMounted<T>(
  engine: EngineState,
  image: Image,
  use: (root: string) => Promise<T>,
): Promise<T> {
  const lower = await lowerOf(engine, image);
  const [only] = lower;
  if (lower.length === 1 && only !== undefined) return use(only);
  const work = workDirectory(engine);
  await runAll(engine.agent, [
    makeDirectory(work),
    mountOperation(work, { lowerdir: lower.join(':') }, readOnly),
  ]);
  try {
    return await use(work);
  } finally {
    await unmount(engine, work, work);
  }
}

/** Calls `use` with the stage's files, writable; what it writes becomes a layer. */
export async function withNewLayer(
  stage: Stage,
  use: (root: string) => Promise<void>,
): Promise<Digest> {
  const { engine } = stage.build;
  const work = workDirectory(engine);
  const names = ['upper', 'work', 'merged'].map((name) => `${work}/${name}`);
  const [upper = '', workdir = '', merged = ''] = names;
  const lower = stage.image ? await lowerOf(engine, stage.image) : [];
  try {
    await runAll(engine.agent, [
      makeDirectory(work),
      ...names.map((name) => makeDirectory(name, 0o755)),
      ...(lower.length > 0
        ? [mountOperation(merged, { lowerdir: lower.join(':'), upperdir: upper, workdir }, 0)]
        : []),
    ]);
    await use(lower.length > 0 ? merged : upper);
    await tryAll(engine.agent, [{ op: 'umount', target: merged, flags: detach }]);
    return await packUpper(engine, upper, {
      parent: stage.image?.chain.at(-1) ?? null,
      take: true,
    });
  } finally {
    await unmount(engine, merged, work);
  }
}

async function lowerOf(engine: EngineState, image: Image): Promise<string[]> {
  const stack = await engine.images.layers.stack(image.chain.at(-1) ?? null);
  return stack.map(({ link }) => overlayDisk.link(link));
}

function workDirectory(engine: EngineState): string {
  return `${temporaryRoot}/docker-mount${randomId(engine.random).slice(0, 9)}`;
}

function mountOperation(
  target: string,
  options: Readonly<Record<string, string>>,
  flags: number,
): Parameters<typeof runAll>[1][number] {
  const data = Object.entries(options)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
  return { op: 'mount', source: 'overlay', target, type: 'overlay', data, flags };
}

async function unmount(engine: EngineState, target: string, directory: string): Promise<void> {
  await tryAll(engine.agent, [
    { op: 'umount', target, flags: detach },
    { op: 'remove', path: directory, recursive: true },
  ]);
}
