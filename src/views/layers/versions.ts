import { parseBase64 } from '../../base/base64.ts';
import { decodeText } from '../../base/bytes.ts';
import { contentLimit, type LayerFile, type LayerId, type World } from '../../world/model.ts';
import { contentId } from '../../world/id.ts';
import { isRegular } from '../../world/file-kind.ts';
import { stacksOf, type Stack } from './stacks.ts';
import { layerName } from './words.ts';
import { say } from '../say.ts';

/** A file as one layer has it. */
export interface Version {
  readonly layer: LayerId;
  /** "upper of web", "layer 3". */
  readonly label: string;
  readonly file: LayerFile;
  /** The beginning of its bytes; null until they were read. */
  readonly bytes: Uint8Array | null;
  /** Null for what is not text. */
  readonly text: string | null;
  readonly cut: boolean;
  readonly problem: string;
}

/** What each layer that is looked at has under a name, top first, files only. */
export function versionsOf(world: World, path: string): readonly Version[] {
  const order = new Map<LayerId, string>();
  for (const stack of stacksOf(world))
    for (const [index, { id }] of stack.layers.entries())
      if (world.layers.has(id) && !order.has(id)) order.set(id, labelOf(stack, index));
  return [...order].flatMap(([layer, label]) => {
    const file = world.layers.get(layer)?.files.get(path);
    return file && isRegular(file) ? [versionOf(world, layer, { label, file })] : [];
  });
}

function labelOf(stack: Stack, index: number): string {
  const name = layerName(stack, index);
  return stack.layers[index]?.role === 'lower' ? name : say`${name} of ${stack.title}`;
}

function versionOf(
  world: World,
  layer: LayerId,
  { label, file }: { readonly label: string; readonly file: LayerFile },
): Version {
  const content = world.contents.get(contentId(layer, file.path));
  const bytes = content && content.problem === '' ? parseBase64(content.base64) : null;
  const text = bytes && isText(bytes) ? decodeText(bytes) : null;
  const cut = file.size > contentLimit;
  return { layer, label, file, bytes, text, cut, problem: content?.problem ?? '' };
}

/** Bytes without NUL are taken for text, as grep(1) does. */
const isText = (bytes: Uint8Array): boolean => !bytes.includes(0);
