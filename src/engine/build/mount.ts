// An image's layers mounted for the time being: to read from, or below a new layer. As docker has it, in directories beside those of layers.
import type { Digest } from '../../oci/digest.ts';
import { overlayDisk } from '../disk.ts';
import { makeDirectory, runAll, tryAll } from '../file.ts';
import type { Image } from '../image-store.ts';
import { randomId } from '../random.ts';
import { unfinished } from '../layer-store.ts';
import type { EngineState } from '../state.ts';
import type { Stage } from './stage.ts';
import { packUpper } from './step-container.ts';

const detach = 2;
const readOnly = 1;

/** Calls `use` with the directory that shows the image's files: none for null. */
export async function withImageMounted<T>(
  engine: EngineState,
  image: Image | null,
  use: (root: string) => Promise<T>,
): Promise<T> {
  const lower = await lowerOf(engine, image);
  const [only] = lower;
  if (lower.length === 1 && only !== undefined) return use(only);
  return inDirectory(engine, async (id) => {
    const merged = overlayDisk.merged(id);
    await runAll(engine.agent, [
      makeDirectory(merged, 0o755),
      ...(lower.length > 0
        ? [mountOperation(merged, { lowerdir: lower.join(':') }, readOnly)]
        : []),
    ]);
    return use(merged);
  });
}

/** Calls `use` with the stage's files, writable; what it writes becomes a layer. */
export async function withNewLayer(
  stage: Stage,
  use: (root: string) => Promise<void>,
): Promise<Digest> {
  const {
    engine,
    engine: { agent },
  } = stage.build;
  const lower = await lowerOf(engine, stage.image);
  return inDirectory(engine, async (id) => {
    const [upperdir, workdir, merged] = [
      overlayDisk.diff(id),
      overlayDisk.work(id),
      overlayDisk.merged(id),
    ];
    const options = { lowerdir: lower.join(':'), upperdir, workdir };
    await runAll(agent, [
      ...[upperdir, workdir, merged].map((path) => makeDirectory(path, 0o755)),
      // Over nothing, there is nothing to be mounted.
      lower.length > 0
        ? mountOperation(merged, options, 0)
        : { op: 'mount', source: upperdir, target: merged, type: 'none', flags: bind },
    ]);
    await use(merged);
    await tryAll(agent, [{ op: 'umount', target: merged, flags: detach }]);
    const parent = stage.image?.chain.at(-1) ?? null;
    return packUpper(engine, upperdir, { parent, take: true });
  });
}

const bind = 4096;

/** Calls `use` with the name of a directory in overlay2, which goes again. */
async function inDirectory<T>(engine: EngineState, use: (id: string) => Promise<T>): Promise<T> {
  const id = randomId(engine.random);
  const record = `${unfinished}/${id}`;
  try {
    await runAll(engine.agent, [makeDirectory(record)]);
    return await use(id);
  } finally {
    await tryAll(engine.agent, [
      { op: 'umount', target: overlayDisk.merged(id), flags: detach },
      { op: 'remove', path: overlayDisk.directory(id), recursive: true },
      { op: 'remove', path: record, recursive: true },
    ]);
  }
}

async function lowerOf(engine: EngineState, image: Image | null): Promise<string[]> {
  const stack = await engine.images.layers.stack(image?.chain.at(-1) ?? null);
  return stack.map(({ link }) => overlayDisk.link(link));
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
