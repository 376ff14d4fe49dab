import {
  namespaceKinds,
  type CgroupPath,
  type CommandId,
  type ContainerId,
  type ContentId,
  type ExchangeId,
  type ImageId,
  type LayerId,
  type MachineId,
  type MountId,
  type NamespaceId,
  type NamespaceKind,
  type ProcessId,
} from './model.ts';

/** Identity of a process: its pid and its start in clock ticks since boot. */
export function processId(pid: number, start: number): ProcessId {
  return `${String(pid)}@${String(start)}` as ProcessId;
}

/** Identity of a namespace from the target of its link in /proc: "pid:[4026531836]"; null for any other text. */
export function namespaceId(text: string): NamespaceId | null {
  return namespaceKindOf(text) === null ? null : (text as NamespaceId);
}

/** The kind that a namespace's identity begins with. */
export function namespaceKindOf(text: string): NamespaceKind | null {
  const kind = /^([a-z]+):\[\d+\]$/.exec(text)?.[1];
  return namespaceKinds.find((each) => each === kind) ?? null;
}

/** The inode number within a namespace's identity. */
export function inodeOf(id: NamespaceId): number {
  return Number(/\[(\d+)\]$/.exec(id)?.[1] ?? 0);
}

/** Path below the cgroup mount; the kernel's note that the directory was removed is cut off. */
export function cgroupPath(text: string): CgroupPath {
  return (text.replace(/ \(deleted\)$/, '') || '/') as CgroupPath;
}

export function mountId(namespace: NamespaceId, id: number): MountId {
  return `${namespace}/${String(id)}` as MountId;
}

export function containerId(hex: string): ContainerId {
  return hex as ContainerId;
}

export function imageId(digest: string): ImageId {
  return digest as ImageId;
}

/** Identity of the nth command of a terminal. */
export function commandId(terminal: number, nth: number): CommandId {
  return `${String(terminal)}/${String(nth)}` as CommandId;
}

export function layerId(namespace: NamespaceId, path: string): LayerId {
  return `${namespace}${path}` as LayerId;
}

export function contentId(layer: LayerId, path: string): ContentId {
  return `${layer}//${path}` as ContentId;
}

export function exchangeId(number: string): ExchangeId {
  return number as ExchangeId;
}
/** The machine that the page can boot beside its own. */
export const secondMachine = 'second' as MachineId;
