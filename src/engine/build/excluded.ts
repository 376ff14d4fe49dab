// The walk over a context that finds what .dockerignore leaves out of it (archive.TarWithOptions).
import type { Agent, Entry } from '../../agent/agent.ts';
import type { Ignore } from './ignore.ts';

/** Paths left out, with all below them; one that ends in "/" is only itself left out, as something in it is wanted. */
export async function listExcluded(
  agent: Agent,
  directory: string,
  ignore: Ignore,
): Promise<string[]> {
  const excluded: string[] = [];
  // A round trip for each depth, not for each directory.
  for (let level = ['']; level.length > 0;) {
    const next: string[] = [];
    for (const { path, isDirectory } of await listLevel(agent, directory, level)) {
      const isOut = ignore.excludes(path);
      const isEntered = isDirectory && (!isOut || ignore.looksInto(path));
      if (isEntered) next.push(path);
      if (isOut) excluded.push(isEntered ? `${path}/` : path);
    }
    level = next;
  }
  return excluded;
}

interface Named {
  readonly path: string;
  readonly isDirectory: boolean;
}

async function listLevel(
  agent: Agent,
  root: string,
  directories: readonly string[],
): Promise<Named[]> {
  const results = await agent.batch(
    directories.map((path) => ({ op: 'list', path: `${root}/${path}` })),
  );
  return results.flatMap((result, at) => {
    if (!result.ok) throw result.error;
    const above = directories[at] === '' ? '' : `${directories[at] ?? ''}/`;
    return (result.value as readonly Entry[]).map(({ name, type }) => ({
      path: `${above}${name}`,
      isDirectory: type === 'directory',
    }));
  });
}
