/* What our programs take from glibc's GNU extensions and musl 1.2.3 lacks; included before every file of a program for the guest. */
#pragma once
#define _GNU_SOURCE
#include <linux/stat.h>
#include <sched.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef RENAME_NOREPLACE
#define RENAME_NOREPLACE (1 << 0)
#define RENAME_EXCHANGE (1 << 1)

static inline int renameat2(int from, const char *name, int to, const char *target, unsigned flags)
{
	return (int)syscall(SYS_renameat2, from, name, to, target, flags);
}
#endif

static inline int statx(int dir, const char *path, int flags, unsigned mask, struct statx *facts)
{
	return (int)syscall(SYS_statx, dir, path, flags, mask, facts);
}

static inline int close_range(unsigned first, unsigned last, int flags)
{
	return (int)syscall(SYS_close_range, first, last, flags);
}

/* musl's own always fails, because a process's scheduling is not a thread's in its view of POSIX. The guest's programs have no threads. */
#define sched_setscheduler(pid, policy, parameters) \
	((int)syscall(SYS_sched_setscheduler, (pid), (policy), (parameters)))
