// Processes started by the agent, and the reaping of all orphans.
#ifndef CHILDREN_H
#define CHILDREN_H

#include "base.h"
#include <sys/types.h>

/** Real-time priorities: of the agent, and of its children until they execute their program. */
enum { AGENT_PRIORITY = 2, CHILD_PRIORITY = 1 };

/** Set once the agent is real-time itself. */
extern bool children_step_below;

struct child {
  pid_t pid; // 0: none
  /** `code` as a shell counts it: exit code, or 128 + signal. */
  void (*exited)(struct child *child, uint32_t code);
  struct child *next;
};

struct program {
  char **argv;
  char **env; // NULL: the default environment
  const char *cwd;
  int in, out, error; // with `terminal` all three are the same pty
  bool terminal;
};

/** Blocks the signals the agent lives by and watches for them. */
void children_open(void);
/** Starts a program in a session of its own. Returns 0 or -errno of what failed: chdir, or execve after the search in PATH. */
int child_start(struct child *child, const struct program *program);
/** Kills it with its whole group, at once however busy the machine is. */
void child_kill(const struct child *child);
/** No longer told when it exits; it is reaped all the same. */
void child_forget(struct child *child);

#endif
