// COPY and ADD: files of the context, or of another image, into a layer of their own.
import { withImageMounted, withNewLayer } from './mount.ts';
import { expandWord } from './expand.ts';
import type { Instruction } from './instruction.ts';
import { copyAll, type Found } from './copy-files.ts';
import { findSource, findSources, hashOf, type Sources } from './copy-sources.ts';
import { temporaryRoot } from '../disk.ts';
import { EngineError } from '../error.ts';
import { tryAll } from '../file.ts';
import type { Image } from '../image-store.ts';
import { randomId } from '../random.ts';
import { fetchSource } from './remote-source.ts';
import { nopStep, putImage, type Stage, takeCached, variablesOf } from './stage.ts';
import { needsBuildKit } from './step-error.ts';

type CopyInstruction = Extract<Instruction, { kind: 'add' | 'copy' }>;

export async function copyStep(stage: Stage, instruction: CopyInstruction): Promise<void> {
  if (instruction.chmod !== '') throw needsBuildKit('chmod');
  const { engine } = stage.build;
  const directory = `${temporaryRoot}/docker-remote${randomId(engine.random).slice(0, 12)}`;
  try {
    await withSources(stage, instruction, (sources) =>
      copySources(stage, instruction, { sources, directory }),
    );
  } finally {
    await tryAll(engine.agent, [{ op: 'remove', path: directory, recursive: true }]);
  }
}

interface Places {
  readonly sources: Sources;
  /** Where to fetch what URLs mean. */
  readonly directory: string;
}

async function copySources(
  stage: Stage,
  instruction: CopyInstruction,
  { sources, directory }: Places,
): Promise<void> {
  const name = instruction.kind.toUpperCase();
  const expand = (word: string): string => expandWord(word, variablesOf(stage), stage.build.escape);
  const [chown, target] = [expand(instruction.chown), expand(instruction.target)];
  let fetched = 0;
  const download = (url: string): Promise<Found> => {
    if (name === 'COPY') throw invalid(`COPY failed: source can't be a URL for COPY`);
    return downloadSource(stage, url, { directory: `${directory}/${String(++fetched)}`, target });
  };
  const names = instruction.sources.map(expand);
  const found = await findSources(sources, { names, name, download });
  if (found.length > 1 && !target.endsWith('/')) {
    throw invalid(
      `When using ${name} with more than one source file, the destination must be a directory and end with a /`,
    );
  }
  const owner = chown === '' ? '' : `--chown=${chown}`;
  const comment = `#(nop) ${name} ${owner}${await hashOf(found)} in ${target} `;
  const step = nopStep(stage.config, [comment]);
  if (await takeCached(stage, step)) return;
  const copying = {
    found,
    path: targetPath(stage, target),
    chown,
    keepOwner: sources.isImage && chown === '',
    decompress: name === 'ADD',
  };
  const { agent } = stage.build.engine;
  const diffId = await withNewLayer(stage, (root) => copyAll(agent, { root, ...copying }));
  await putImage(stage, step, { diffId });
}

interface Downloading {
  readonly directory: string;
  readonly target: string;
}

async function downloadSource(
  { build: { engine, wish } }: Stage,
  url: string,
  { directory, target }: Downloading,
): Promise<Found> {
  const { name, path } = await fetchSource(engine, url, directory);
  await wish.out('\n');
  if (name === '' && target.endsWith('/')) {
    throw invalid(`ADD failed: cannot determine filename for source ${url}`);
  }
  const sources = { agent: engine.agent, root: directory, sums: null, isImage: false };
  return { ...(await findSource(sources, path, 'ADD')), isRemote: true };
}

function invalid(text: string): EngineError {
  return new EngineError('invalid', text);
}

/** Absolute, still with the slash that says it is a directory. */
function targetPath({ config }: Stage, target: string): string {
  return target.startsWith('/') ? target : `${config.WorkingDir}/${target}`;
}

async function withSources(
  stage: Stage,
  { from }: CopyInstruction,
  use: (sources: Sources) => Promise<void>,
): Promise<void> {
  const { engine, wish } = stage.build;
  const { agent } = engine;
  if (from === '') return use({ agent, ...wish.context, isImage: false });
  const image = await sourceImage(stage, from);
  await withImageMounted(engine, image, (root) => use({ agent, root, sums: null, isImage: true }));
}

/** An earlier stage's, by name or number, or any other; null where a stage has none. */
async function sourceImage({ build }: Stage, from: string): Promise<Image | null> {
  const { done, engine, wish } = build;
  const fault = (why: string, cause?: unknown): EngineError =>
    new EngineError('system', `invalid from flag value ${from}: ${why}`, { cause });
  const named = done.find(({ name }) => name !== '' && name === from.toLowerCase());
  if (named) return named.image;
  if (/^[+-]?\d+$/.test(from)) {
    const index = Number(from);
    if (index === done.length) throw fault('refers to current build stage');
    const numbered = done[index];
    if (!numbered) throw fault('index out of bounds');
    return numbered.image;
  }
  if (from === 'scratch') throw fault("'scratch' is a reserved name");
  try {
    return (await engine.images.find(from)) ?? (await wish.fetch(from));
  } catch (error) {
    throw fault((error as Error).message, error);
  }
}
