import type { NamespaceKind } from '../world/model.ts';
import { say } from './say.ts';

type Words = Readonly<Record<NamespaceKind, () => string>>;

const whole: Words = {
  mnt: () => say`what is mounted where: the file tree`,
  uts: () => say`the host name`,
  ipc: () => say`message queues, shared memory`,
  pid: () => say`process numbers`,
  net: () => say`interfaces, addresses, routes, ports`,
  user: () => say`user and group numbers, capabilities`,
  cgroup: () => say`where the cgroup tree seems to begin`,
  time: () => say`clocks: monotonic and since boot`,
};

const brief: Words = {
  mnt: () => say`the file tree`,
  uts: () => say`the host name`,
  ipc: () => say`message queues`,
  pid: () => say`process numbers`,
  net: () => say`interfaces, ports`,
  user: () => say`users, capabilities`,
  cgroup: () => say`the cgroup root`,
  time: () => say`clocks since boot`,
};

/** What a namespace of this kind keeps apart. */
export const isolates = (kind: NamespaceKind): string => whole[kind]();

/** The same where there is little room. */
export const isolatesBriefly = (kind: NamespaceKind): string => brief[kind]();
