import type { Layer, LayerFile, LayerId, World } from '../../world/model.ts';
import type { EvidenceCard, EvidenceFact } from '../evidence-card.ts';
import { sizeOf } from './columns.ts';
import { isDirectory, isWhiteout } from '../../world/file-kind.ts';
import { modeText, permissions, sizeText, typeWord } from './file-kind.ts';
import { stacksOf, type Stack } from './stacks.ts';
import { layerName, roleNote } from './words.ts';
import { say } from '../say.ts';

/** A layer: which mounts use it, what made it, what is in it. */
export function layerCard(world: World, id: LayerId): EvidenceCard | null {
  const users = stacksOf(world).filter(({ layers }) => layers.some((layer) => layer.id === id));
  const [first] = users;
  const index = first?.layers.findIndex((layer) => layer.id === id) ?? -1;
  const layer = first?.layers[index];
  if (!first || !layer) return null;
  const listed = world.layers.get(id);
  const facts: EvidenceFact[] = users.flatMap(({ mount, title }) =>
    mount
      ? [{ ...mount.evidence, label: say`Used by`, value: say`${title}, at ${mount.point}` }]
      : [],
  );
  if (listed) facts.push(contentsFact(world, listed));
  if (layer.instruction !== null) {
    const names = first.image?.names.join(', ') ?? '';
    const text = first.image?.history.map(({ instruction }) => instruction).join('\n') ?? '';
    const value = say`${layer.instruction} (as the image ${names} says)`;
    facts.push({ label: say`Made by`, value, path: say`the image’s history`, text, at: world.at });
  }
  return { title: `${layerName(first, index)}: ${roleNote(layer.role)}`, facts };
}

function contentsFact(world: World, { id, real, evidence, cut }: Layer): EvidenceFact {
  const { bytes = 0, names = 0 } = sizeOf(world, id) ?? {};
  const more = cut ? say`; there are more than are listed` : '';
  const value = say`${String(names)} names, ${sizeText(bytes)}${more}`;
  return { ...evidence, label: say`Contents`, value, path: real };
}

/** A name: what each of the layers that are looked at has under it, and in which merged trees it is seen. */
export function fileCard(world: World, path: string): EvidenceCard | null {
  const facts: EvidenceFact[] = [];
  for (const layer of world.layers.values()) {
    const file = layer.files.get(path);
    if (!file) continue;
    const stack = stacksOf(world).find(({ layers }) => layers.some(({ id }) => id === layer.id));
    facts.push({
      label: stack ? labelOf(stack, layer.id) : say`A layer`,
      value: valueOf(file),
      path: `${layer.real}/${path}`,
      text: statText(file),
      at: file.changedAt ?? layer.evidence.at,
    });
  }
  return facts.length === 0 ? null : { title: `/${path}`, facts };
}

function labelOf(stack: Stack, id: LayerId): string {
  const index = stack.layers.findIndex((layer) => layer.id === id);
  const name = layerName(stack, index);
  return stack.layers[index]?.role === 'lower' ? name : say`${name} of ${stack.title}`;
}

function valueOf(file: LayerFile): string {
  if (isWhiteout(file)) return say`whiteout: the name is gone here and below`;
  const parts = [typeWord(file), say`mode ${permissions(file)}`];
  if (!isDirectory(file)) parts.push(sizeText(file.size));
  if (file.opaque) parts.push(say`opaque: nothing below it is seen`);
  if (file.origin) parts.push(say`copied up from a lower layer`);
  if (file.metacopy) parts.push(say`attributes only: the bytes are below`);
  if (file.redirect !== '') parts.push(say`was ${file.redirect}`);
  if (file.links > 1 && !isDirectory(file)) parts.push(say`${String(file.links)} hard links`);
  return parts.join(', ');
}

/** As ls -li and getfattr print it. */
function statText(file: LayerFile): string {
  const { inode, links, uid, gid, size, rdev } = file;
  const device = isWhiteout(file) ? rdev.join(', ') : String(size);
  const date = new Date(file.mtime * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const line = `${String(inode)} ${modeText(file)} ${String(links)} ${String(uid)} ${String(gid)} ${device} ${date}`;
  const target = file.target === '' ? '' : ` -> ${file.target}`;
  const attributes = [
    file.opaque ? '\ntrusted.overlay.opaque="y"' : '',
    file.origin ? '\ntrusted.overlay.origin' : '',
    file.metacopy ? '\ntrusted.overlay.metacopy' : '',
    file.redirect === '' ? '' : `\ntrusted.overlay.redirect="${file.redirect}"`,
  ];
  return line + target + attributes.join('');
}
