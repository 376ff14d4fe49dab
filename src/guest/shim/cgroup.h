#pragma once
#include <stdbool.h>

// True when the kernel killed a process of this cgroup for want of memory (memory.events of cgroup v2).
bool cgroup_was_oom_killed(const char *dir);
// Kills what is left in it.
void cgroup_kill(const char *dir);
// Removes it with the cgroups below; true once it is gone. Until the last process is reaped the kernel refuses.
bool cgroup_remove(const char *dir);
