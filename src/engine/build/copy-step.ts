// COPY and ADD: files of the context, or of another image, into a layer of their own.
import { encodeText } from '../../base/bytes.ts';
import { type Agent, AgentError } from '../../agent/agent.ts';
import { digestHex, sha256 } from '../../oci/digest.ts';
import { runArchive } from '../archive.ts';
import { temporaryRoot } from '../disk.ts';
import { EngineError } from '../error.ts';
import { listDirectory, makeDirectory, runAll, tryAll } from '../file.ts';
import { randomId } from '../random.ts';
import { resolveScoped } from '../scope.ts';
import { joinDirectory } from './change.ts';
import { expandWord } from './expand.ts';
import { globPattern } from './ignore.ts';
import type { Instruction } from './instruction.ts';
import { copyAll, type Found } from './copy-files.ts';
import { withImageMounted, withNewLayer } from './mount.ts';
import { nopStep, putImage, type Stage, takeCached, variablesOf } from './stage.ts';

type CopyInstruction = Extract<Instruction, { kind: 'add' | 'copy' }>;

/** Where sources are, and what they count for in the cache. */
interface Sources {
  readonly root: string;
  readonly sums: ReadonlyMap<string, string>;
  /** Of the context, not of another image. */
  readonly isContext: boolean;
}

export async function copyStep(stage: Stage, instruction: CopyInstruction): Promise<void> {
  const name = instruction.kind.toUpperCase();
  if (instruction.chmod !== '') {
    throw new EngineError(
      'invalid',
      'the --chmod option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled',
    );
  }
  await withSources(stage, instruction, async (sources) => {
    const expand = (word: string): string =>
      expandWord(word, variablesOf(stage), stage.build.escape);
    const found = await findSources(stage.build.engine.agent, sources, {
      names: instruction.sources.map(expand),
      name,
    });
    const target = expand(instruction.target);
    if (found.length > 1 && !target.endsWith('/')) {
      throw new EngineError(
        'invalid',
        `When using ${name} with more than one source file, the destination must be a directory and end with a /`,
      );
    }
    const chown = expand(instruction.chown);
    const owner = chown === '' ? '' : `--chown=${chown} `;
    const path = targetPath(stage, target);
    const step = nopStep(stage.config, [
      `#(nop) ${name} ${owner}${await hashOf(found)} in ${path} `,
    ]);
    if (await takeCached(stage, step)) return;
    const diffId = await withNewLayer(stage, (root) =>
      copyAll(stage.build.engine.agent, {
        root,
        from: sources.root,
        found,
        path,
        chown,
        decompress: name === 'ADD',
      }),
    );
    await putImage(stage, step, { diffId });
  });
}

/** Absolute, still with the slash that says it is a directory. */
function targetPath({ config }: Stage, target: string): string {
  const path = joinDirectory(config.WorkingDir, target);
  const isDirectory = target.endsWith('/') || target === '.' || target.endsWith('/.');
  return isDirectory && path !== '/' ? `${path}/` : path;
}

async function withSources(
  stage: Stage,
  { from, sources, kind }: CopyInstruction,
  use: (sources: Sources) => Promise<void>,
): Promise<void> {
  const { build } = stage;
  const remote = sources.find((source) => /^(?:https?|ftp|git):\/\//.test(source));
  if (kind === 'add' && remote !== undefined) {
    const host = /\/\/([^/:]*)/.exec(remote)?.[1] ?? '';
    throw new EngineError(
      'system',
      `ADD failed: Get "${remote}": dial tcp: lookup ${host}: no such host`,
    );
  }
  if (from === '') return use({ ...build.wish.context, isContext: true });
  const done = build.done.find(
    (each, index) => each.name === from.toLowerCase() || String(index) === from,
  );
  const image = done ? done.image : await fetchSource(stage, from);
  if (!image)
    throw new EngineError('system', `invalid from flag value ${from}: pull access denied`);
  await withImageMounted(build.engine, image, async (mounted) => {
    const staged = await stageSources(stage, mounted, sources);
    try {
      await use(staged);
    } finally {
      const path = staged.root;
      await tryAll(build.engine.agent, [{ op: 'remove', path, recursive: true }]);
    }
  });
}

async function fetchSource(
  stage: Stage,
  from: string,
): ReturnType<Stage['build']['wish']['fetch']> {
  const { engine, wish } = stage.build;
  try {
    return (await engine.images.find(from)) ?? (await wish.fetch(from));
  } catch (cause) {
    const why = (cause as Error).message;
    throw new EngineError('system', `invalid from flag value ${from}: ${why}`, { cause });
  }
}

/** Copies what another image is asked for to where its sums can be counted. */
async function stageSources(
  stage: Stage,
  mounted: string,
  names: readonly string[],
): Promise<Sources> {
  const { engine } = stage.build;
  const { agent } = engine;
  const root = `${temporaryRoot}/docker-copy${randomId(engine.random).slice(0, 9)}`;
  await runAll(agent, [makeDirectory(root, 0o755)]);
  const sums = new Map<string, string>();
  for (const name of names) {
    for (const path of await matches(agent, mounted, name)) {
      const { path: real, stat } = await resolveScoped(agent, mounted, path, { follow: true });
      if (!stat) continue;
      const as = relative(path);
      const argv = [
        'pack',
        '-r',
        mounted,
        '-n',
        as,
        `/${real}`,
        '|',
        'unpack',
        '-s',
        '-r',
        root,
        '/',
      ];
      const { facts } = await runArchive(agent, argv);
      addSums(sums, facts);
    }
  }
  return { root, sums, isContext: false };
}

function addSums(sums: Map<string, string>, facts: readonly unknown[]): void {
  for (const fact of facts as { name?: string; sum?: string }[]) {
    if (fact.name !== undefined && fact.sum !== undefined) sums.set(fact.name, fact.sum);
  }
}

function relative(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

/** Paths that a source names: itself, or what its pattern matches. */
async function matches(agent: Agent, root: string, name: string): Promise<string[]> {
  if (!/[*?[]/.test(name)) return [relative(name)];
  const parts = relative(name).split('/');
  let found = [''];
  for (const part of parts) {
    const pattern = globPattern(part);
    const next: string[] = [];
    for (const directory of found) {
      const entries = await listDirectory(agent, `${root}/${directory}`).catch(() => []);
      const names = entries.map((entry) => entry.name).filter((each) => pattern.test(each));
      next.push(...names.sort().map((each) => (directory === '' ? each : `${directory}/${each}`)));
    }
    found = next;
  }
  return found;
}

async function findSources(
  agent: Agent,
  sources: Sources,
  { names, name }: { names: readonly string[]; name: string },
): Promise<Found[]> {
  const found: Found[] = [];
  for (const source of names) {
    if (/^\/*\.\.(?:\/|$)/.test(source.replace(/^(?:\.?\/)+/, ''))) {
      throw new EngineError(
        'invalid',
        `${name} failed: forbidden path outside the build context: ${source} ()`,
      );
    }
    for (const path of await matches(agent, sources.root, source)) {
      found.push(await findSource(agent, sources, { path, name }));
    }
  }
  if (found.length === 0)
    throw new EngineError('invalid', `${name} failed: no source files were specified`);
  return found;
}

async function findSource(
  agent: Agent,
  { root, sums, isContext }: Sources,
  { path, name }: { path: string; name: string },
): Promise<Found> {
  const scoped = await resolveScoped(agent, root, path, { follow: true }).catch(
    (error: unknown) => {
      if (error instanceof AgentError) return null;
      throw error;
    },
  );
  if (!scoped?.stat) {
    const where = isContext ? 'file not found in build context or excluded by .dockerignore: ' : '';
    throw new EngineError('notFound', `${name} failed: ${where}stat ${path}: file does not exist`);
  }
  const real = scoped.path;
  if (scoped.stat.type !== 'directory') {
    return { path, real, isDirectory: false, hash: `file:${sums.get(real) ?? real}` };
  }
  const below = [...sums].filter(
    ([each]) => real === '' || each === real || each.startsWith(`${real}/`),
  );
  const listed = below.filter(([each]) => each !== '').map(([, sum]) => sum);
  return { path, real, isDirectory: true, hash: await hashList('dir', listed.sort()) };
}

async function hashOf(found: readonly Found[]): Promise<string> {
  const hashes = found.map(({ hash }) => hash);
  const [only = ''] = hashes;
  return hashes.length === 1 ? only : hashList('multi', hashes);
}

async function hashList(prefix: string, list: readonly string[]): Promise<string> {
  return `${prefix}:${digestHex(await sha256(encodeText(list.join(','))))}`;
}
