// Numbers as include/uapi/asm-generic/errno-base.h and errno.h have them: those that the traced calls answer with.
const names = new Map([
  [1, 'EPERM'],
  [2, 'ENOENT'],
  [3, 'ESRCH'],
  [4, 'EINTR'],
  [5, 'EIO'],
  [9, 'EBADF'],
  [11, 'EAGAIN'],
  [12, 'ENOMEM'],
  [13, 'EACCES'],
  [14, 'EFAULT'],
  [15, 'ENOTBLK'],
  [16, 'EBUSY'],
  [17, 'EEXIST'],
  [18, 'EXDEV'],
  [19, 'ENODEV'],
  [20, 'ENOTDIR'],
  [21, 'EISDIR'],
  [22, 'EINVAL'],
  [24, 'EMFILE'],
  [28, 'ENOSPC'],
  [30, 'EROFS'],
  [36, 'ENAMETOOLONG'],
  [38, 'ENOSYS'],
  [40, 'ELOOP'],
  [87, 'EUSERS'],
  [95, 'EOPNOTSUPP'],
  [98, 'EADDRINUSE'],
  [99, 'EADDRNOTAVAIL'],
]);

/** "EPERM" of 1. */
export function errorName(number: number): string {
  return names.get(number) ?? `error ${String(number)}`;
}
