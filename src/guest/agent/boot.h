// PID 1's work before it is an agent.
#ifndef BOOT_H
#define BOOT_H

#include "base.h"

/** In the initramfs: moves it into a tmpfs, makes that the root and executes the agent there. Returns only when that failed. */
void boot_move_root(void);
/** In the root: mounts, hostname, network, sysctls. */
void boot_system(void);
/** Waits for the three ports and opens them. */
void boot_ports(int fds[3]);
/** Keeps the agent alive and answering whatever the guest does. */
void boot_protect(void);

#endif
