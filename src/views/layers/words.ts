import type { LayerFile } from '../../world/model.ts';
import { isDirectory, isWhiteout } from '../../world/file-kind.ts';
import { permissions, sizeText } from './file-kind.ts';
import type { Change, Name } from '../../world/merge.ts';
import type { Stack, StackLayer } from './stacks.ts';
import { listed } from '../counts.ts';
import { say } from '../say.ts';

/** What a layer is called: lower ones are counted from the bottom. */
export function layerName({ layers }: Pick<Stack, 'layers'>, index: number): string {
  const layer = layers[index];
  if (!layer) return say`no layer`;
  if (layer.role === 'upper') return 'upper';
  if (layer.role === 'init') return 'init';
  return say`layer ${String(layers.length - index)}`;
}

/** What a column's role means. */
export function roleNote(role: StackLayer['role']): string {
  if (role === 'upper') return say`writable`;
  return role === 'init' ? say`docker’s mount points` : say`read only`;
}

/** Beside the mark of what a layer did to a name: the most telling first, for where there is room. */
export function changeWords(name: Name, own: number): readonly string[] {
  const file = name.versions[own];
  if (!file) return [];
  const was = name.versions.find((each, i) => i > own && each && !isWhiteout(each));
  switch (name.change) {
    case 'added':
      return additionWords(file);
    case 'modified':
      return [say`copied up, changed`, say`copied up`, say`up`];
    case 'replaced':
      return file.opaque ? [say`replaced, opaque`, say`opaque`] : [say`replaced`];
    case 'metadata':
      return metadataWords(file, was);
    case 'renamed':
      return [say`renamed from ${file.redirect}`, say`renamed`];
    case 'deleted':
      return isWhiteout(file) ? [say`deleted: whiteout`, say`whiteout`, say`gone`] : [];
    case 'same':
    case 'hidden':
      return [];
  }
}

/** Copied up under another name: it was renamed, or is one more link to what was copied up. */
function additionWords(file: LayerFile): readonly string[] {
  const links = file.links > 1 && !isDirectory(file) ? say`${String(file.links)} hard links` : '';
  if (file.origin && !isDirectory(file) && links === '')
    return [say`copied up, renamed`, say`renamed`];
  return links === '' ? [say`new`] : [say`new, ${links}`, links, say`link`];
}

function metadataWords(file: LayerFile, was: LayerFile | undefined): readonly string[] {
  if (!was) return [say`attributes`];
  if (permissions(file) !== permissions(was)) {
    const modes = `${permissions(was)} → ${permissions(file)}`;
    return [say`mode ${modes}`, modes, say`mode`];
  }
  if (file.uid !== was.uid || file.gid !== was.gid) {
    const owners = `${String(was.uid)}:${String(was.gid)} → ${String(file.uid)}:${String(file.gid)}`;
    return [say`owner ${owners}`, say`owner`];
  }
  return [say`copied up, unchanged`, say`copied up`, say`up`];
}

type Told = (path: string, layer: string) => string;

const said: Readonly<Record<Exclude<Change, 'same'>, Told>> = {
  added: (path, layer) => say`${path} is added by ${layer}.`,
  modified: (path, layer) => say`${path} is copied up and changed in ${layer}.`,
  replaced: (path, layer) => say`${path} is replaced in ${layer}.`,
  metadata: (path, layer) => say`${path} is changed in its attributes alone in ${layer}.`,
  renamed: (path, layer) => say`${path} is renamed in ${layer}.`,
  deleted: (path, layer) => say`${path} is deleted by ${layer}.`,
  hidden: (path, layer) => say`${path} is hidden by a layer further up; it is in ${layer}.`,
};

/** A name in one stack, as a sentence. */
export function nameSentence(name: Name, stack: Stack, own: number): string {
  const { change, provider } = name;
  const from = layerName(stack, provider);
  if (change === 'same')
    return provider < 0 ? say`${name.path} is not seen.` : say`${name.path} is from ${from}.`;
  const holders = name.versions.flatMap((file, i) =>
    file && i !== own ? [layerName(stack, i)] : [],
  );
  if (change === 'hidden') return said.hidden(name.path, listed(holders));
  return said[change](name.path, `${layerName(stack, own)}${alsoIn(holders)}`);
}

function alsoIn(layers: readonly string[]): string {
  if (layers.length === 0) return '';
  return layers.length > 1
    ? say`; ${listed(layers)} have it too`
    : say`; ${listed(layers)} has it too`;
}

/** The size of what a layer has, or what it is. */
export function briefly(file: LayerFile): string {
  if (isWhiteout(file)) return say`whiteout`;
  if (isDirectory(file)) return '';
  return file.target === '' ? sizeText(file.size) : `→ ${file.target}`;
}
