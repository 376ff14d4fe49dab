// docker rmi: take a name away, and the image with it when that was the last and nothing needs it.
import { type Digest, shortDigest } from '../oci/digest.ts';
import { formatFamiliar, type Reference, repositoryName } from '../oci/reference.ts';
import { type Container, shortId } from './container.ts';
import type { EngineState } from './state.ts';
import { EngineError } from './error.ts';
import { type Image, parseName } from './image-store.ts';

/** One line of docker's answer. */
export type Removal = { readonly untagged: string } | { readonly deleted: string };

export interface RemoveImageWish {
  readonly force: boolean;
  /** Parents without a name go too. */
  readonly prune: boolean;
}

/** Removes a name or an image, as docker's rules have it. */
export async function removeImage(
  engine: EngineState,
  text: string,
  { force, prune }: RemoveImageWish,
): Promise<Removal[]> {
  const image = await engine.images.resolve(text);
  const removals: Removal[] = [];
  const removing = { engine, image, removals, force, prune };
  if (isIdPrefix(image.id, text)) {
    await untagSingle(removing);
    await deleteImage(removing, false);
  } else if (await untagOne(removing, text)) {
    await deleteImage(removing, true);
  }
  return removals;
}

interface Removing extends RemoveImageWish {
  readonly engine: EngineState;
  readonly image: Image;
  readonly removals: Removal[];
}

/** Takes one name away; true when the image has none left. */
async function untagOne(removing: Removing, text: string): Promise<boolean> {
  const { engine, image, force } = removing;
  const { tags } = engine.images;
  const [user] = await users(engine, image);
  if (!force && user && isSingle(await tags.namesOf(image.id))) {
    throw new EngineError(
      'conflict',
      `conflict: unable to remove repository reference "${text}" (must force) - container ` +
        `${shortId(user.id)} is using its referenced image ${shortDigest(image.id)}`,
    );
  }
  const reference = parseName(text);
  await untag(removing, reference);
  const isSameRepository = (each: Reference): boolean =>
    repositoryName(each) === repositoryName(reference);
  const rest = await tags.namesOf(image.id);
  if (!reference.digest && !rest.some((each) => !each.digest && isSameRepository(each))) {
    for (const each of rest.filter(isSameRepository)) await untag(removing, each);
  }
  return (await tags.namesOf(image.id)).length === 0;
}

/** An image named by its id loses its names at once where they are one tag. */
async function untagSingle(removing: Removing): Promise<void> {
  const { engine, image, force } = removing;
  const names = await engine.images.tags.namesOf(image.id);
  if (!isSingle(names)) return;
  const conflict = await findConflict(engine, image, force ? [] : ['stopped']);
  if (conflict) throw conflict.error;
  for (const name of names) await untag(removing, name);
}

/** `quiet` leaves an image alone that something needs; a dangling one nobody uses is told of all the same. */
async function deleteImage(removing: Removing, quiet: boolean): Promise<void> {
  const { engine, image, removals, force, prune } = removing;
  const conflict = await findConflict(engine, image, force ? [] : ['named', 'stopped']);
  if (conflict) {
    if (quiet && (conflict.used || !(await isDangling(engine, image)))) return;
    throw conflict.error;
  }
  for (const name of await engine.images.tags.namesOf(image.id)) await untag(removing, name);
  const layers = await engine.images.remove(image, await chainsInUse(engine));
  const attributes = { ...image.config.run.labels, name: image.id };
  engine.journal.add({ type: 'image', action: 'delete', id: image.id, attributes });
  engine.tell({ type: 'image', action: 'delete', id: image.id });
  removals.push({ deleted: image.id }, ...layers.map((deleted) => ({ deleted })));
  const parent = prune && image.parent ? await engine.images.get(image.parent) : null;
  if (parent) await deleteImage({ ...removing, image: parent, force: false }, true);
}

async function untag({ engine, image, removals }: Removing, reference: Reference): Promise<void> {
  await engine.images.tags.remove(reference);
  await engine.tellImage('untag', image, image.id);
  removals.push({ untagged: formatFamiliar(reference) });
}

interface Conflict {
  readonly error: EngineError;
  /** By a container. */
  readonly used: boolean;
}

/** What speaks against deleting an image; `also` names what force would overrule. */
async function findConflict(
  engine: EngineState,
  image: Image,
  also: readonly ('named' | 'stopped')[],
): Promise<Conflict | null> {
  const conflict = (hard: boolean, why: string, used = false): Conflict => {
    const force = hard ? 'cannot be forced' : 'must be forced';
    const text = `conflict: unable to delete ${shortDigest(image.id)} (${force}) - ${why}`;
    return { error: new EngineError('conflict', text), used };
  };
  if ((await engine.images.children(image.id)).length > 0) {
    return conflict(true, 'image has dependent child images');
  }
  const all = await users(engine, image);
  const running = all.find(({ file }) => file.State.Running);
  const by = (container: Container): string => `container ${shortId(container.id)}`;
  if (running) return conflict(true, `image is being used by running ${by(running)}`, true);
  const names = await engine.images.tags.namesOf(image.id);
  if (also.includes('named') && names.length > 0) {
    return conflict(false, 'image is referenced in multiple repositories');
  }
  const [stopped] = all;
  if (!also.includes('stopped') || !stopped) return null;
  return conflict(false, `image is being used by stopped ${by(stopped)}`, true);
}

async function isDangling(engine: EngineState, image: Image): Promise<boolean> {
  const names = await engine.images.tags.namesOf(image.id);
  return names.length === 0 && (await engine.images.children(image.id)).length === 0;
}

async function users(engine: EngineState, image: Image): Promise<Container[]> {
  return (await engine.containers.list()).filter(({ file }) => file.Image === image.id);
}

/** Layers that containers stand on, whether or not their image still exists. */
export async function chainsInUse(engine: EngineState): Promise<Set<Digest>> {
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
