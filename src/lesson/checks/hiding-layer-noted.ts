import { isWhiteout } from '../../world/file-kind.ts';
import { joinGazes } from '../../world/gaze.ts';
import type { Image, World } from '../../world/model.ts';
import { directory, type Directory } from '../../world/overlay.ts';
import { hostNamespaces } from '../../world/query.ts';
import { text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { gazeAtNote, sayingOf, wordsOf } from '../note.ts';
import { gazeAtStacks } from '../stack.ts';
import { say } from '../say.ts';

interface Given {
  /** Where the student writes. */
  readonly file: string;
  /** What is hidden, by its path in the layers. */
  readonly path: string;
}

/** A note names the directory of an image's layer in which a whiteout hides a file. */
export const hidingLayerNoted = defineCheck<Given>(
  { file: text<string>(), path: text<string>() },
  (world, { file, path }) => {
    const hiding = layersOf(world).flatMap((layer) => {
      const known = world.layers.get(layer.id);
      const entry = known?.files.get(path);
      return known && entry && isWhiteout(entry) ? [known] : [];
    });
    const words = wordsOf(world, file);
    if (hiding.length === 0) return failed(say`No layer of an image here hides a file ${path}.`);
    const found = hiding.find((layer) => words?.some((word) => isIn(word, layer.real, layer.path)));
    return found
      ? passed(say`${found.real} has a whiteout at ${path}.`, [found.evidence])
      : failed(say`${sayingOf(file, words)} A layer that hides ${path} is to be named in it.`);
  },
  (world, { file }) => joinGazes([gazeAtStacks(stacksOf(world)), gazeAtNote(file)]),
);

/** Whether a word is one of these directories, something in it, or its name among the layers. */
function isIn(word: string, ...paths: readonly string[]): boolean {
  return paths.some((path) => {
    const folder = path.replace(/\/diff$/, '');
    const name = folder.slice(folder.lastIndexOf('/') + 1);
    return word === name || word === folder || `${word}/`.startsWith(`${path}/`);
  });
}

function directoriesOf(world: World, { directories }: Image): Directory[] {
  const host = hostNamespaces(world).mnt;
  return host ? directories.map((path) => directory(host, path)) : [];
}

function layersOf(world: World): Directory[] {
  return [...world.images.values()].flatMap((image) => directoriesOf(world, image));
}

/** The images' layers as stacks, whose lowers do not change. */
function stacksOf(world: World) {
  return [...world.images.values()].flatMap((image) => {
    const [upper, ...lowers] = directoriesOf(world, image).reverse();
    return upper ? [{ name: '', container: null, image, upper, lowers }] : [];
  });
}
