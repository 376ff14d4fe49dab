import type { Layer, LayerFile, World } from '../../world/model.ts';
import { isDirectory, isWhiteout } from '../../world/file-kind.ts';
import { stepOf } from '../steps.ts';
import { sizeOf } from './columns.ts';
import { sizeText } from './file-kind.ts';
import { stacksOf } from './stacks.ts';
import { layerName } from './words.ts';
import { layerCount } from '../counts.ts';
import { say } from '../say.ts';

/** One sentence for each overlay that was mounted or taken away, and for each name that changed in a layer that was looked at before and still is. */
export function layerSentences(before: World, after: World): string[] {
  return [...mountSentences(before, after), ...fileSentences(before, after)];
}

function mountSentences(before: World, after: World): string[] {
  if (before.mounts === after.mounts) return [];
  const [was, is] = [before, after].map(
    (world) => new Map(mountedIn(world).map((stack) => [stack.id, stack])),
  );
  const sentences: string[] = [];
  for (const [id, { title, point, layers }] of is ?? [])
    if (!was?.has(id))
      sentences.push(
        say`An overlay of ${layerCount(layers.length)} is mounted: ${title}, on ${point ?? ''}.`,
      );
  for (const [id, { title }] of was ?? [])
    if (!is?.has(id)) sentences.push(say`The overlay ${title} is no longer mounted.`);
  return sentences;
}

const mountedIn = (world: World) => stacksOf(world).filter(({ mount }) => mount !== null);

function fileSentences(before: World, after: World): string[] {
  if (before.layers === after.layers) return [];
  return [...after.layers.values()].flatMap((layer) => {
    const known = before.layers.get(layer.id);
    if (!known || known.files === layer.files) return [];
    return [...differences(known, layer, after), ...sizeSentence(before, after, layer)];
  });
}

/** In steps: each file that made it so is told anyway. */
function sizeSentence(before: World, after: World, layer: Layer): string[] {
  const [was = 0, is = 0] = [before, after].map((world) => sizeOf(world, layer.id)?.bytes);
  return stepOf(was) === stepOf(is)
    ? []
    : [say`There are ${sizeText(is)} in ${labelOf(layer, after)} now.`];
}

function differences(before: Layer, after: Layer, world: World): string[] {
  const where = labelOf(after, world);
  const sentences: string[] = [];
  for (const [path, file] of after.files) {
    const known = before.files.get(path);
    // A directory that is there only for what is in it says nothing.
    if (path === '' || known === file || (known && isDirectory(file) && !file.opaque)) continue;
    sentences.push(happened(path, where, file, known));
  }
  for (const path of before.files.keys())
    if (!after.files.has(path)) sentences.push(say`${path} is gone from ${where}.`);
  return sentences;
}

function happened(
  path: string,
  where: string,
  file: LayerFile,
  known: LayerFile | undefined,
): string {
  if (isWhiteout(file)) return say`${path} was deleted: there is a whiteout for it in ${where}.`;
  if (file.opaque && !known?.opaque)
    return say`${path} hides all below it: an opaque directory in ${where}.`;
  if (known && !isWhiteout(known)) return say`${path} was changed in ${where}.`;
  return file.origin
    ? say`${path} was copied up to ${where}.`
    : say`${path} was added to ${where}.`;
}

function labelOf({ id, real }: Layer, world: World): string {
  for (const stack of stacksOf(world)) {
    const index = stack.layers.findIndex((layer) => layer.id === id);
    if (index >= 0) return say`${layerName(stack, index)} of ${stack.title}`;
  }
  return real;
}
