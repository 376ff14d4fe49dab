#include "kernelfs.h"

#include <linux/mount.h>
#include <sys/syscall.h>

int proc_dir = -1, cgroup_dir = -1, tracing_dir = -1;

/** A mount that is nowhere in the tree; without the right to make one, the directory where it usually is. */
static int open_detached(const char *type, const char *usual) {
  int dir = -1;
  int context = (int)syscall(SYS_fsopen, type, FSOPEN_CLOEXEC);
  if (context >= 0) {
    if (!syscall(SYS_fsconfig, context, FSCONFIG_CMD_CREATE, NULL, NULL, 0))
      dir = (int)syscall(SYS_fsmount, context, FSMOUNT_CLOEXEC, 0);
    close(context);
  }
  return dir >= 0 ? dir : open(usual, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

void kernelfs_open(void) {
  proc_dir = open_detached("proc", "/proc");
  cgroup_dir = open_detached("cgroup2", "/sys/fs/cgroup");
  if (getpid() == 1) tracing_dir = open_detached("tracefs", "/sys/kernel/tracing"); // a test must not trace its host
}
