import type { LayerFile } from '../../world/model.ts';
import { isDirectory, isWhiteout } from '../../world/file-kind.ts';
import { permissions, sizeText } from './file-kind.ts';
import type { Change, Name } from '../../world/merge.ts';
import type { Stack, StackLayer } from './stacks.ts';

/** What a layer is called: lower ones are counted from the bottom. */
export function layerName({ layers }: Pick<Stack, 'layers'>, index: number): string {
  const layer = layers[index];
  if (!layer) return 'no layer';
  if (layer.role === 'upper') return 'upper';
  if (layer.role === 'init') return 'init';
  return `layer ${String(layers.length - index)}`;
}

/** What a column's role means. */
export const roleNotes: Readonly<Record<StackLayer['role'], string>> = {
  upper: 'writable',
  init: 'docker’s mount points',
  lower: 'read only',
};

/** Beside the mark of what a layer did to a name: the most telling first, for where there is room. */
export function changeWords(name: Name, own: number): readonly string[] {
  const file = name.versions[own];
  if (!file) return [];
  const was = name.versions.find((each, i) => i > own && each && !isWhiteout(each));
  switch (name.change) {
    case 'added':
      return additionWords(file);
    case 'modified':
      return ['copied up, changed', 'copied up', 'up'];
    case 'replaced':
      return file.opaque ? ['replaced, opaque', 'opaque'] : ['replaced'];
    case 'metadata':
      return metadataWords(file, was);
    case 'renamed':
      return [`renamed from ${file.redirect}`, 'renamed'];
    case 'deleted':
      return isWhiteout(file) ? ['deleted: whiteout', 'whiteout', 'gone'] : [];
    case 'same':
    case 'hidden':
      return [];
  }
}

/** Copied up under another name: it was renamed, or is one more link to what was copied up. */
function additionWords(file: LayerFile): readonly string[] {
  const links = file.links > 1 && !isDirectory(file) ? `${String(file.links)} hard links` : '';
  if (file.origin && !isDirectory(file) && links === '') return ['copied up, renamed', 'renamed'];
  return links === '' ? ['new'] : [`new, ${links}`, links, 'link'];
}

function metadataWords(file: LayerFile, was: LayerFile | undefined): readonly string[] {
  if (!was) return ['attributes'];
  if (permissions(file) !== permissions(was)) {
    const modes = `${permissions(was)} → ${permissions(file)}`;
    return [`mode ${modes}`, modes, 'mode'];
  }
  if (file.uid !== was.uid || file.gid !== was.gid) {
    const owners = `${String(was.uid)}:${String(was.gid)} → ${String(file.uid)}:${String(file.gid)}`;
    return [`owner ${owners}`, 'owner'];
  }
  return ['copied up, unchanged', 'copied up', 'up'];
}

const said: Readonly<Record<Change, string>> = {
  same: 'seen',
  added: 'added by',
  modified: 'copied up and changed in',
  replaced: 'replaced in',
  metadata: 'changed in its attributes alone in',
  renamed: 'renamed in',
  deleted: 'deleted by',
  hidden: 'hidden by a layer further up; it is in',
};

/** A name in one stack, as a sentence. */
export function nameSentence(name: Name, stack: Stack, own: number): string {
  const { change, provider } = name;
  const from = layerName(stack, provider);
  if (change === 'same') return `${name.path} is ${provider < 0 ? 'not seen' : `from ${from}`}.`;
  const holders = name.versions.flatMap((file, i) =>
    file && i !== own ? [layerName(stack, i)] : [],
  );
  const below =
    holders.length > 0
      ? `; ${holders.join(' and ')} ${holders.length > 1 ? 'have' : 'has'} it too`
      : '';
  const layer = change === 'hidden' ? holders.join(' and ') : `${layerName(stack, own)}${below}`;
  return `${name.path} is ${said[change]} ${layer}.`;
}

/** The size of what a layer has, or what it is. */
export function briefly(file: LayerFile): string {
  if (isWhiteout(file)) return 'whiteout';
  if (isDirectory(file)) return '';
  return file.target === '' ? sizeText(file.size) : `→ ${file.target}`;
}
