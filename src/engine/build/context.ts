// What a build may copy from: a directory of the guest or an archive, unpacked where nobody changes it meanwhile.
import type { Agent } from '../../agent/agent.ts';
import { decodeText } from '../../base/bytes.ts';
import { runArchive, type Stream } from '../archive.ts';
import { temporaryRoot } from '../disk.ts';
import { EngineError } from '../error.ts';
import { makeDirectory, readFiles, runAll, tryAll, writeFile } from '../file.ts';
import { randomId } from '../random.ts';
import type { EngineState } from '../state.ts';
import { compileIgnore, readIgnore } from './ignore.ts';
import { listExcluded } from './excluded.ts';

export interface Context {
  readonly root: string;
  /** What each file counts for in the build cache, by its path below the root. */
  readonly sums: ReadonlyMap<string, string>;
  /** Bytes of its archive. */
  readonly size: number;
  /** Reads the Dockerfile, and takes it and .dockerignore away where they are ignored. */
  takeDockerfile(): Promise<string>;
  remove(): Promise<void>;
}

/** Where the Dockerfile is: in the context, or a text that comes beside it and gets a name by chance. */
export type DockerfileSource = { readonly name: string } | { readonly text: string };

export interface ContextSource {
  /** A directory of the guest; or an archive, or text, which becomes the file `Dockerfile`. */
  readonly from: { readonly directory: string } | { readonly input: Stream };
  readonly dockerfile: DockerfileSource;
}

/** What docker's client itself says, before its daemon hears of the build. */
export class ContextError extends Error {
  override readonly name = 'ContextError';
}

const ignoreFile = '.dockerignore';

/** Packs the context as docker's client does, and unpacks it as its daemon does. */
export async function openContext(engine: EngineState, source: ContextSource): Promise<Context> {
  const { agent } = engine;
  const root = `${temporaryRoot}/docker-builder${randomDigits(engine)}`;
  const remove = (): Promise<void> => discard(agent, root);
  try {
    await runAll(agent, [makeDirectory(root, 0o755)]);
    const { facts } = await fill(agent, source, root);
    const sums = new Map<string, string>();
    let size = 0;
    for (const fact of facts as ({ name: string; sum: string } | { bytes: number })[]) {
      if ('bytes' in fact) size = fact.bytes;
      else sums.set(fact.name, fact.sum);
    }
    const { dockerfile } = source;
    const beside = 'text' in dockerfile ? sizeBeside(dockerfile.text, sums.has(ignoreFile)) : 0;
    return {
      root,
      sums,
      size: size + beside,
      takeDockerfile: () => takeDockerfile(engine, { root, sums, dockerfile }),
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

function fill(agent: Agent, source: ContextSource, root: string): ReturnType<typeof runArchive> {
  const { from, dockerfile } = source;
  const unpack = ['unpack', '-s', '-r', root];
  if ('input' in from) return runArchive(agent, [...unpack, '-t', 'Dockerfile', '/'], from);
  return copyDirectory(agent, from.directory, { root, dockerfile, unpack: [...unpack, '/'] });
}

interface Filling {
  readonly root: string;
  readonly dockerfile: DockerfileSource;
  readonly unpack: readonly string[];
}

async function copyDirectory(
  agent: Agent,
  directory: string,
  { root, dockerfile, unpack }: Filling,
): ReturnType<typeof runArchive> {
  const patterns = await readPatterns(agent, directory);
  if (patterns.length === 0) return runArchive(agent, ['pack', '-0', directory, '|', ...unpack]);
  const kept = [ignoreFile, ...('name' in dockerfile ? [dockerfile.name] : [])];
  const ignore = contextIgnore(patterns, kept);
  const excluded = await listExcluded(agent, directory, ignore);
  const list = `${root}.excluded`;
  await runAll(agent, [writeFile(list, excluded.map((path) => `${path}\n`).join(''))]);
  try {
    return await runArchive(agent, ['pack', '-0', '-x', list, directory, '|', ...unpack]);
  } finally {
    await tryAll(agent, [{ op: 'remove', path: list }]);
  }
}

/** What the daemon itself reads is sent in any case. */
function contextIgnore(
  patterns: readonly string[],
  kept: readonly string[],
): ReturnType<typeof compileIgnore> {
  try {
    const ignore = compileIgnore(patterns);
    const exceptions = kept.filter((name) => ignore.excludes(name)).map((name) => `!${name}`);
    return compileIgnore([...patterns, ...exceptions]);
  } catch (cause) {
    const why = (cause as Error).message;
    throw new ContextError(`error checking context: ${why}`, { cause });
  }
}

async function readPatterns(agent: Agent, directory: string): Promise<string[]> {
  const [bytes] = await readFiles(agent, [`${directory}/${ignoreFile}`]);
  return bytes ? readIgnore(decodeText(bytes)) : [];
}

const block = 512;
/** What docker's client calls a Dockerfile that it adds: twenty digits by chance follow. */
const besideName = '.dockerfile.';
const besideDigits = 20;

/** Bytes that a Dockerfile from elsewhere adds, as docker's client appends it: without padding behind the last file, nor an end. */
function sizeBeside(text: string, hasIgnore: boolean): number {
  const length = new TextEncoder().encode(text).length;
  const withoutEnd = -2 * block;
  if (hasIgnore) return withoutEnd + block + length;
  const ignoring = `${ignoreFile}\n${besideName}${'0'.repeat(besideDigits)}\n`;
  const padded = Math.ceil(length / block) * block;
  return withoutEnd + block + padded + block + ignoring.length;
}

interface Filled {
  readonly root: string;
  readonly sums: Map<string, string>;
  readonly dockerfile: DockerfileSource;
}

async function takeDockerfile(
  { agent, random }: EngineState,
  { root, sums, dockerfile }: Filled,
): Promise<string> {
  const wanted = 'name' in dockerfile ? spellings(dockerfile.name) : [];
  const files = [ignoreFile, ...wanted].map((name) => ({ name, path: `${root}/${name}` }));
  const reads = files.map(({ path }) => ({ op: 'read', path }) as const);
  const [ignored, ...found] = await agent.batch(reads, { keepGoing: true });
  const patterns = ignored?.ok ? readIgnore(decodeText(ignored.value as Uint8Array)) : [];
  const at = found.findIndex((result) => result.ok || result.error.errno !== 'ENOENT');
  const name = wanted[at];
  const removed = [ignoreFile, ...(name === undefined ? [] : [name])].filter((each) =>
    isIgnored(patterns, each),
  );
  if (removed.length > 0) {
    await tryAll(
      agent,
      removed.map((each) => ({ op: 'remove', path: `${root}/${each}` })),
    );
  }
  for (const each of removed) sums.delete(each);
  if ('text' in dockerfile) {
    const beside = `${besideName}${randomId(random).slice(0, besideDigits)}`;
    return checkText(dockerfile.text, beside);
  }
  const result = found[at];
  if (!result || name === undefined) {
    throw new EngineError('system', `Cannot locate specified Dockerfile: ${dockerfile.name}`);
  }
  if (result.ok) return checkText(decodeText(result.value as Uint8Array), name);
  const why = result.error.errno === 'EISDIR' ? 'is a directory' : result.error.message;
  const text = `unexpected error reading Dockerfile: read ${root}/${name}: ${why}`;
  throw new EngineError('system', text, { cause: result.error });
}

/** "dockerfile" will do where no other name was asked for. */
function spellings(name: string): string[] {
  return name === 'Dockerfile' ? [name, name.toLowerCase()] : [name];
}

function checkText(text: string, name: string): string {
  if (text !== '') return text;
  throw new EngineError('invalid', `the Dockerfile (${name}) cannot be empty`);
}

/** The daemon does not complain of patterns: the client has, before it sent them. */
function isIgnored(patterns: readonly string[], name: string): boolean {
  try {
    return compileIgnore(patterns).excludes(name);
  } catch {
    return false;
  }
}

function randomDigits({ random }: EngineState): string {
  return String(Number.parseInt(randomId(random).slice(0, 8), 16)).padStart(10, '0');
}

function discard(agent: Agent, root: string): Promise<void> {
  return tryAll(agent, [{ op: 'remove', path: root, recursive: true }]);
}
