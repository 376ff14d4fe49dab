import { say } from '../say.ts';

// What the tables of a namespace's inside say.

export const titles = {
  hostname: () => say`Host name`,
  mounts: () => say`Mounts`,
  interfaces: () => say`Interfaces and addresses`,
  links: () => say`Links and traffic`,
  routes: () => say`Routes`,
  listening: () => say`Waiting for connections (TCP)`,
  users: () => say`Users and groups`,
  clocks: () => say`Clocks`,
  processes: () => say`Processes`,
  cgroups: () => say`Control groups`,
} as const;

export const columns = {
  mounts: () => [say`On`, say`Type`, say`From`, say`Options`],
  interfaces: () => [say`Interface`, say`State`, say`Addresses`, say`Connected with`],
  links: () => [say`Interface`, say`MAC address`, say`MTU, bytes`, say`Received`, say`Sent`],
  routes: () => [say`To`, say`Via`, say`Interface`],
  listening: () => [say`Address and port`],
  users: () => [say`Numbers of`, say`In it`, say`On the host`, say`How many`],
  clocks: () => [say`Clock`, say`Ahead of the host’s by`],
  processes: () => [say`PID here`, say`On the host`, say`Command`],
  cgroups: () => [say`Process`, say`Control group, as the host sees it`],
} as const;

export const notes = {
  unseen: () => say`No process is in it through which it could be read.`,
  unread: () => say`Not read at this moment: the kernel is asked only while somebody looks.`,
  /** What is told of interfaces has no words for who listens. */
  unheard: () => say`Only a process in it could tell: there is none.`,
  unreachable: () => say`No routes: nothing beyond this namespace can be reached.`,
  deaf: () => say`No program waits for connections.`,
  sameUsers: () => say`Every user and group has the same number as on the host.`,
  unmapped: () => say`No map was written: everybody is shown as the overflow user, 65534.`,
  setgroups: () => say`Its processes may not change their groups (setgroups: deny).`,
  sameClocks: () => say`Its clocks are the host’s.`,
  root: (path: string) => say`What looks like / in it is ${path} on the host.`,
} as const;

export const cells = {
  direct: () => say`directly`,
  here: (name: string) => say`${name}, here`,
  onHost: (name: string) => say`${name} of the host`,
  there: (name: string, where: string) => say`${name} of ${where}`,
  unknown: (name: string) => say`${name} of a namespace that is not known`,
  nameless: (index: number) => say`interface ${index} (its name is not known)`,
  bridge: (name: string) => say`bridge ${name}`,
  below: (name: string) => say`on ${name}`,
  uid_map: () => say`users`,
  gid_map: () => say`groups`,
  monotonic: () => say`monotonic`,
  boottime: () => say`since boot`,
  seconds: (count: number) => say`${count} s`,
} as const;
