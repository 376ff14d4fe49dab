// docker rmi: take a name away, and the image with it when that was the last and nothing needs it.
import { type Digest, shortDigest } from '../oci/digest.ts';
import { formatFamiliar, type Reference, repositoryName } from '../oci/reference.ts';
import { type Container, shortId } from './container.ts';
import type { EngineState } from './state.ts';
import { EngineError } from './error.ts';
import { type Image, parseName } from './image-store.ts';

/** One line of docker's answer. */
export type Removal = { readonly untagged: string } | { readonly deleted: string };

/** Removes a name or an image, as docker's rules have it. */
export async function removeImage(
  engine: EngineState,
  text: string,
  force: boolean,
): Promise<Removal[]> {
  const image = await engine.images.resolve(text);
  const removals: Removal[] = [];
  if (isIdPrefix(image.id, text)) await untagAll(engine, { image, force, removals });
  else if (!(await untagOne(engine, { image, force, removals }, text))) return removals;
  await deleteImage(engine, { image, force, removals });
  return removals;
}

interface Removing {
  readonly image: Image;
  readonly force: boolean;
  readonly removals: Removal[];
}

/** Takes one name away; true when the image has none left. */
async function untagOne(engine: EngineState, removing: Removing, text: string): Promise<boolean> {
  const { image, force, removals } = removing;
  const { tags } = engine.images;
  const user = (await users(engine, image))[0];
  if (!force && user && isSingle(await tags.namesOf(image.id))) {
    throw new EngineError(
      'conflict',
      `conflict: unable to remove repository reference "${text}" (must force) - container ` +
        `${shortId(user.id)} is using its referenced image ${shortDigest(image.id)}`,
    );
  }
  const reference = parseName(text);
  await untag(engine, { image, removals }, reference);
  const sameRepository = (each: Reference): boolean =>
    repositoryName(each) === repositoryName(reference);
  const rest = await tags.namesOf(image.id);
  if (!reference.digest && !rest.some((each) => !each.digest && sameRepository(each))) {
    for (const each of rest.filter(sameRepository)) await untag(engine, { image, removals }, each);
  }
  return (await tags.namesOf(image.id)).length === 0;
}

/** An image named by its id loses its names only where they are one tag, or with force. */
async function untagAll(engine: EngineState, removing: Removing): Promise<void> {
  const { image, force, removals } = removing;
  const names = await engine.images.tags.namesOf(image.id);
  if (!force && !isSingle(names)) {
    throw conflict(image, 'must be forced', 'image is referenced in multiple repositories');
  }
  await checkUnused(engine, image, force);
  for (const name of names) await untag(engine, { image, removals }, name);
}

async function deleteImage(
  engine: EngineState,
  { image, force, removals }: Removing,
): Promise<void> {
  // The last name is gone and only containers hold the image: it stays, without a name.
  const untagged = removals.length > 0;
  if (untagged && !force && (await users(engine, image)).length > 0) return;
  if (!(untagged && (await isRunning(engine, image)))) await checkUnused(engine, image, force);
  else return;
  const chains = await chainsInUse(engine);
  const layers = await engine.images.remove(image, chains);
  engine.tell({ type: 'image', action: 'delete', id: image.id });
  removals.push({ deleted: image.id }, ...layers.map((deleted) => ({ deleted })));
}

async function untag(
  engine: EngineState,
  { image, removals }: Pick<Removing, 'image' | 'removals'>,
  reference: Reference,
): Promise<void> {
  await engine.images.tags.remove(reference);
  engine.tell({ type: 'image', action: 'untag', image: await engine.images.row(image) });
  removals.push({ untagged: formatFamiliar(reference) });
}

async function checkUnused(engine: EngineState, image: Image, force: boolean): Promise<void> {
  for (const container of await users(engine, image)) {
    const id = shortId(container.id);
    if (container.file.State.Running) {
      throw conflict(image, 'cannot be forced', `image is being used by running container ${id}`);
    }
    if (!force) {
      throw conflict(image, 'must be forced', `image is being used by stopped container ${id}`);
    }
  }
}

function conflict(image: Image, force: string, why: string): EngineError {
  return new EngineError(
    'conflict',
    `conflict: unable to delete ${shortDigest(image.id)} (${force}) - ${why}`,
  );
}

async function users(engine: EngineState, image: Image): Promise<Container[]> {
  const all = (await engine.containers.list()).filter(({ file }) => file.Image === image.id);
  return all.sort((a, b) => Number(b.file.State.Running) - Number(a.file.State.Running));
}

async function isRunning(engine: EngineState, image: Image): Promise<boolean> {
  return (await users(engine, image)).some(({ file }) => file.State.Running);
}

/** Layers that containers stand on, whether or not their image still exists. */
async function chainsInUse(engine: EngineState): Promise<Set<Digest>> {
  const chains = new Set<Digest>();
  const tops = await engine.containerParents();
  for (const top of tops) {
    for (const layer of await engine.images.layers.stack(top)) chains.add(layer.chainId);
  }
  return chains;
}

/** At most one tag, and no digest but of its repository. */
function isSingle(names: readonly Reference[]): boolean {
  if (names.length <= 1) return true;
  const tagged = names.filter(({ digest }) => !digest);
  if (tagged.length > 1) return false;
  const repositories = new Set(names.map(repositoryName));
  return repositories.size === 1;
}

function isIdPrefix(id: Digest, text: string): boolean {
  return id.startsWith(text) || id.slice('sha256:'.length).startsWith(text);
}
