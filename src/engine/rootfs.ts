// A container's root file system: image layers below, docker's init layer, and a layer of its own on top (Documentation/filesystems/overlayfs).
import type { Agent, Operation } from '../agent/agent.ts';
import { decodeText } from '../base/bytes.ts';
import type { Digest } from '../oci/digest.ts';
import type { Container } from './container.ts';
import { imageDisk, overlayDisk } from './disk.ts';
import { EngineError } from './error.ts';
import { makeDirectory, orAbsent, writeFile } from './file.ts';
import { formatLower, type Layer } from './layer-store.ts';

/** Names of a new container's two overlay directories. */
export interface RootfsNames {
  readonly mountId: string;
  readonly link: string;
  readonly initLink: string;
}

/** Operations that make the directories of a new container on top of an image's layers (top first). */
export function createRootfs(
  containerId: string,
  names: RootfsNames,
  layers: readonly Layer[],
): Operation[] {
  const { mountId, link, initLink } = names;
  const initId = `${mountId}-init`;
  const links = layers.map((layer) => layer.link);
  return [
    makeDirectory(`${overlayDisk.root}/l`),
    ...overlayDirectory(initId, initLink, links),
    ...initLayer(overlayDisk.diff(initId)),
    writeFile(`${overlayDisk.directory(initId)}/committed`, '', 0o600),
    ...overlayDirectory(mountId, link, [initLink, ...links]),
    ...mountRecord(containerId, mountId, layers[0]?.chainId ?? null),
  ];
}

/** Operations that mount a container's root file system at its `merged`. */
export function mountRootfs(container: Container, lower: readonly string[]): Operation[] {
  const { mountId } = container;
  const merged = overlayDisk.merged(mountId);
  const options = [
    `lowerdir=${lower.map(overlayDisk.link).join(':')}`,
    `upperdir=${overlayDisk.diff(mountId)}`,
    `workdir=${overlayDisk.work(mountId)}`,
  ];
  return [
    makeDirectory(merged, 0o755),
    { op: 'mount', source: 'overlay', target: merged, type: 'overlay', data: options.join(',') },
  ];
}

const detach = 2;

export function unmountRootfs({ mountId }: Container): Operation[] {
  const merged = overlayDisk.merged(mountId);
  return [
    { op: 'umount', target: merged, flags: detach },
    { op: 'remove', path: merged },
  ];
}

/** Operations that remove everything `createRootfs` made; `links` are the two short names. */
export function removeRootfs(container: Container, links: readonly string[]): Operation[] {
  const remove = (path: string): Operation => ({ op: 'remove', path, recursive: true });
  return [
    ...links.map((link) => remove(overlayDisk.link(link))),
    remove(overlayDisk.directory(container.mountId)),
    remove(overlayDisk.directory(`${container.mountId}-init`)),
    remove(imageDisk.mount(container.id)),
  ];
}

/** Short names of the directories below a container's own, top first. */
export async function readLower(agent: Agent, { mountId }: Container): Promise<string[]> {
  const path = `${overlayDisk.directory(mountId)}/lower`;
  const bytes = await orAbsent(agent.call({ op: 'read', path }));
  if (!bytes) throw new EngineError('system', `open ${path}: no such file or directory`);
  const names = decodeText(bytes).trim().split(':');
  return names.map((name) => name.replace(/^l\//, ''));
}

function overlayDirectory(cacheId: string, link: string, lower: readonly string[]): Operation[] {
  const directory = overlayDisk.directory(cacheId);
  return [
    makeDirectory(directory, 0o710),
    makeDirectory(overlayDisk.diff(cacheId), 0o755),
    makeDirectory(overlayDisk.work(cacheId)),
    writeFile(`${directory}/link`, link),
    writeFile(`${directory}/lower`, formatLower(lower)),
    { op: 'symlink', target: `../${cacheId}/diff`, path: overlayDisk.link(link) },
  ];
}

/** What docker puts under every container: places for the runtime to mount on. */
function initLayer(diff: string): Operation[] {
  const file = (name: string): Operation => writeFile(`${diff}/${name}`, '', 0o755);
  return [
    file('.dockerenv'),
    ...['dev', 'dev/pts', 'dev/shm', 'etc', 'proc', 'sys'].map((name) =>
      makeDirectory(`${diff}/${name}`, 0o755),
    ),
    ...['dev/console', 'etc/hostname', 'etc/hosts', 'etc/resolv.conf'].map(file),
    { op: 'symlink', target: '/proc/mounts', path: `${diff}/etc/mtab` },
  ];
}

function mountRecord(containerId: string, mountId: string, parent: Digest | null): Operation[] {
  const directory = imageDisk.mount(containerId);
  return [
    makeDirectory(directory),
    writeFile(`${directory}/mount-id`, mountId),
    writeFile(`${directory}/init-id`, `${mountId}-init`),
    ...(parent ? [writeFile(`${directory}/parent`, parent)] : []),
  ];
}
