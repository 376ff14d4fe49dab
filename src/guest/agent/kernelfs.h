// Private mounts of the kernel's own file systems, out of the reach of whoever mounts and unmounts in the guest.
#ifndef KERNELFS_H
#define KERNELFS_H

#include "base.h"

/** Directories to openat(2) from; -1 where the file system is not to be had. */
extern int proc_dir, cgroup_dir, tracing_dir;

void kernelfs_open(void);

#endif
