// Taking a name for a container; the caller holds the store's `naming`.
import { containerName } from './container.ts';
import type { EngineState } from './state.ts';
import { EngineError } from './error.ts';
import { checkName, randomName } from './name.ts';

/** The name to use: the wanted one if it is allowed and free, or a random one for null. */
export async function takeName(engine: EngineState, wanted: string | null): Promise<string> {
  const all = await engine.containers.list();
  const names = new Map(all.map((each) => [containerName(each), each.id]));
  if (wanted === null) return randomName(engine.random, (name) => names.has(name));
  const name = checkName(wanted);
  const holder = names.get(name);
  if (holder === undefined) return name;
  throw new EngineError(
    'conflict',
    `Conflict. The container name "/${name}" is already in use by container "${holder}". ` +
      'You have to remove (or rename) that container to be able to reuse that name.',
  );
}
