// Requests on the records channel, answered one after the other, each behind the trace that was there before it.
#ifndef RECORDS_H
#define RECORDS_H

#include "channel.h"

bool records_frame(const struct frame *frame);
bool records_ready(void);
/** True when more can be done at once. */
bool records_pump(void);
void records_cancel(void);

/** Sends one process; unless it was `listed`, sends `ABSENT` for what is gone, a kernel thread, or a thread that is no process. False when not sent. */
bool process_read(pid_t pid, bool listed);
/** Reads a link of /proc/PID/ns: "mnt:[4026531841]". False when it cannot be read. */
bool process_namespace(pid_t pid, const char *kind, char *into, size_t size);
void mounts_read(pid_t pid);
void hostname_read(pid_t pid);

/** Sends the files of a cgroup, and from now on again when a limit of it is written. Returns the open directory, or -1. */
int cgroup_read(const char *path);
/** Sends the cgroups of which a limit was written meanwhile. False when there is no room for them. */
bool cgroups_drain(void);
void cgroups_forget(void);

/** Lists a layer's directory in slices: first call with `begin`. True when it is over. */
bool layer_slice(struct reader *request, bool begin);
void layer_cancel(void);

/** A full walk in slices: first call with `begin`. True when it is over. */
bool walk_slice(bool begin);
void walk_cancel(void);

#endif
