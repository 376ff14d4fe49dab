// The containers of a build: one for each step that runs something, or that only changes the configuration.
import type { Digest } from '../../oci/digest.ts';
import type { DockerConfig } from '../../oci/run-config.ts';
import { runPacking } from '../archive.ts';
import { type Container, shortId } from '../container.ts';
import { createContainer } from '../create.ts';
import { overlayDisk } from '../disk.ts';
import { listDirectory, runAll } from '../file.ts';
import { settleExit } from '../exit.ts';
import { followLog } from '../follow-log.ts';
import { signalContainer } from '../kill.ts';
import { emptyDiffId } from '../layer-store.ts';
import { type LogLine, LogReader } from '../logs.ts';
import { removeContainer } from '../remove.ts';
import { startContainer } from '../start.ts';
import type { EngineState } from '../state.ts';
import type { Stage } from './stage.ts';

/** A container set up as `config` says, on the stage's image. */
export async function createStep(stage: Stage, config: DockerConfig): Promise<Container> {
  const { engine, wish } = stage.build;
  const container = await createContainer(engine, {
    name: null,
    config: {
      ...plain(config),
      Healthcheck: { Test: ['NONE'] },
      Env: config.Env ?? [],
      Labels: config.Labels ?? {},
      Image: stage.image?.id ?? '',
    },
    hostConfig: wish.hostConfig,
  });
  await wish.out(` ---> Running in ${shortId(container.id)}\n`);
  return container;
}

/** Without what only images have. */
function plain(config: DockerConfig): Omit<DockerConfig, 'OnBuild' | 'Shell' | 'Healthcheck'> {
  const entries = Object.entries(config);
  const own = entries.filter(([name]) => !['OnBuild', 'Shell', 'Healthcheck'].includes(name));
  return Object.fromEntries(own) as unknown as Omit<DockerConfig, 'OnBuild'>;
}

export async function removeStep(stage: Stage, container: Container): Promise<void> {
  const { engine, wish } = stage.build;
  await engine.containers.lock(container, () => removeContainer(engine, container, true));
  await wish.out(`Removing intermediate container ${shortId(container.id)}\n`);
}

/** Runs it to its end, telling what it writes; resolves with its exit code. */
export async function runStep(stage: Stage, container: Container): Promise<number> {
  const { engine, wish } = stage.build;
  await startContainer(engine, container);
  let ended = false;
  void wish.interrupted.then(() => (ended ? undefined : signalContainer(engine, container, 9)));
  const tell = async (lines: readonly LogLine[]): Promise<void> => {
    for (const { stream, text } of lines) {
      await wish.out(stream === 'stderr' ? `\x1b[91m${text}\x1b[0m` : text);
    }
  };
  try {
    await followLog(engine, container, { reader: new LogReader(engine, container), tell });
  } finally {
    ended = true;
  }
  // Its end may still be being taken in.
  await settleExit(engine, container.id);
  return container.file.State.ExitCode;
}

/** What the container has written becomes a layer: taken as it is where the container goes, else copied. */
export async function commitStep(
  engine: EngineState,
  container: Container,
  { parent, take }: { readonly parent: Digest | null; readonly take: boolean },
): Promise<Digest> {
  const upper = overlayDisk.diff(container.mountId);
  return packUpper(engine, upper, { parent, take });
}

/** Makes a layer of an overlay's upper directory; the digest of nothing where it is empty. */
export async function packUpper(
  engine: EngineState,
  upper: string,
  { parent, take }: { readonly parent: Digest | null; readonly take: boolean },
): Promise<Digest> {
  if ((await listDirectory(engine.agent, upper)).length === 0) return emptyDiffId;
  const layer = await engine.images.layers.make(parent, async ({ diff, split }) => {
    if (take) {
      await runAll(engine.agent, [{ op: 'rename', from: upper, to: diff }]);
      return runPacking(engine.agent, ['pack', '-o', '-d', '-q', '-p', split, diff]);
    }
    const unpack = ['unpack', '-r', diff, '-o', '-d', '-p', split, '/'];
    return runPacking(engine.agent, ['pack', '-o', upper, '|', ...unpack]);
  });
  return layer.diffId;
}
