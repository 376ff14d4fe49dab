// Flag names as the kernel's headers have them: include/uapi/linux/sched.h and mount.h.
const cloneFlags = {
  CLONE_NEWTIME: 0x80,
  CLONE_VM: 0x100,
  CLONE_FS: 0x200,
  CLONE_FILES: 0x400,
  CLONE_SIGHAND: 0x800,
  CLONE_PIDFD: 0x1000,
  CLONE_PTRACE: 0x2000,
  CLONE_VFORK: 0x4000,
  CLONE_PARENT: 0x8000,
  CLONE_THREAD: 0x10000,
  CLONE_NEWNS: 0x20000,
  CLONE_SYSVSEM: 0x40000,
  CLONE_SETTLS: 0x80000,
  CLONE_PARENT_SETTID: 0x100000,
  CLONE_CHILD_CLEARTID: 0x200000,
  CLONE_UNTRACED: 0x800000,
  CLONE_CHILD_SETTID: 0x1000000,
  CLONE_NEWCGROUP: 0x2000000,
  CLONE_NEWUTS: 0x4000000,
  CLONE_NEWIPC: 0x8000000,
  CLONE_NEWUSER: 0x10000000,
  CLONE_NEWPID: 0x20000000,
  CLONE_NEWNET: 0x40000000,
  CLONE_IO: 0x80000000,
} as const;

const mountFlags = {
  MS_RDONLY: 0x1,
  MS_NOSUID: 0x2,
  MS_NODEV: 0x4,
  MS_NOEXEC: 0x8,
  MS_SYNCHRONOUS: 0x10,
  MS_REMOUNT: 0x20,
  MS_MANDLOCK: 0x40,
  MS_DIRSYNC: 0x80,
  MS_NOSYMFOLLOW: 0x100,
  MS_NOATIME: 0x400,
  MS_NODIRATIME: 0x800,
  MS_BIND: 0x1000,
  MS_MOVE: 0x2000,
  MS_REC: 0x4000,
  MS_SILENT: 0x8000,
  MS_UNBINDABLE: 0x20000,
  MS_PRIVATE: 0x40000,
  MS_SLAVE: 0x80000,
  MS_SHARED: 0x100000,
  MS_RELATIME: 0x200000,
  MS_STRICTATIME: 0x1000000,
  MS_LAZYTIME: 0x2000000,
} as const;

const umountFlags = { MNT_FORCE: 1, MNT_DETACH: 2, MNT_EXPIRE: 4, UMOUNT_NOFOLLOW: 8 } as const;

/** include/uapi/linux/fcntl.h and mount.h: what open_tree(2) and mount_setattr(2) take beside a path. */
const treeFlags = {
  OPEN_TREE_CLONE: 0x1,
  AT_SYMLINK_NOFOLLOW: 0x100,
  AT_NO_AUTOMOUNT: 0x800,
  AT_EMPTY_PATH: 0x1000,
  AT_RECURSIVE: 0x8000,
  OPEN_TREE_CLOEXEC: 0x80000,
} as const;

/** Old programs put this above their flags; the kernel ignores it (mount(2)). */
const mountMagic = 0xc0ed0000;

/** Names of the flags of clone(2), unshare(2) and setns(2). */
export function cloneFlagNames(flags: number): string[] {
  // The lowest byte of clone's flags is the signal sent at exit, but for CLONE_NEWTIME, which clone cannot take.
  return names(cloneFlags, flags);
}

/** Names of the flags of mount(2). */
export function mountFlagNames(flags: number): string[] {
  return names(mountFlags, flags >>> 16 === mountMagic >>> 16 ? flags & 0xffff : flags);
}

/** Names of the flags of umount2(2). */
export function umountFlagNames(flags: number): string[] {
  return names(umountFlags, flags);
}

/** Names of the flags of open_tree(2) and mount_setattr(2). */
export function treeFlagNames(flags: number): string[] {
  return names(treeFlags, flags);
}

const newNamespaces = Object.entries(cloneFlags)
  .filter(([name]) => name.startsWith('CLONE_NEW') && name !== 'CLONE_NEWTIME')
  .reduce((all, [, flag]) => all | flag, 0);

/** What the flags of a clone say of the child. */
export function cloneMeaning(flags: number) {
  return {
    thread: (flags & cloneFlags.CLONE_THREAD) !== 0,
    sibling: (flags & cloneFlags.CLONE_PARENT) !== 0,
    apart: (flags & newNamespaces) !== 0,
  };
}

function names(table: Readonly<Record<string, number>>, flags: number): string[] {
  return Object.entries(table).flatMap(([name, flag]) => ((flags & flag) !== 0 ? [name] : []));
}
