import { listed } from '../counts.ts';
import { say } from '../say.ts';

// What the tables of a namespace's inside say.

export const titles = {
  hostname: () => say`Host name`,
  mounts: () => say`Mounts`,
  interfaces: () => say`Interfaces and addresses`,
  routes: () => say`Routes`,
  listening: () => say`Waiting for connections (TCP)`,
  users: () => say`Users and groups`,
  clocks: () => say`Clocks`,
  processes: () => say`Processes`,
  cgroups: () => say`Control groups`,
} as const;

export const columns = {
  mounts: () => [say`On`, say`Type`, say`From`, say`Options`],
  interfaces: () => [say`Interface`, say`Addresses`, say`Received`, say`Sent`],
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
  /** /proc has IPv4 addresses without their interfaces. */
  placed: () => say`An IPv4 address stands with the interface whose network holds it.`,
  unplaced: (addresses: readonly string[]) =>
    say`In no network of an interface: ${listed(addresses)}.`,
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
  uid_map: () => say`users`,
  gid_map: () => say`groups`,
  monotonic: () => say`monotonic`,
  boottime: () => say`since boot`,
  seconds: (count: number) => say`${count} s`,
} as const;
