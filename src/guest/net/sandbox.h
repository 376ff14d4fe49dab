// A container's network namespace, kept by a mount of its file, and what serves it.
#pragma once
#include "net/resolver.h"
#include <sys/types.h>

enum { ID_SIZE = 80 };

struct proxy {
  struct proxy *next;
  pid_t pid; // 0: it has ended
};

struct sandbox {
  struct sandbox *next;
  char id[ID_SIZE];
  struct resolver resolver;
  struct proxy *proxies;
};

// Where the files of the namespaces stand.
void sandboxes_open(const char *folder);
// The one of this id, or NULL.
struct sandbox *sandbox_find(const char *id);
// Makes its namespace, or takes over the one that stands there. Returns 0 or -errno.
int sandbox_make(const char *id);
// The namespace's file, opened; or -errno.
int sandbox_open(const struct sandbox *sandbox);
// Enters its namespace until `sandbox_leave`. Returns 0 or -errno.
int sandbox_enter(const struct sandbox *sandbox);
void sandbox_leave(void);
// Ends its servers and gives its namespace up; none by this id is no fault.
void sandbox_drop(const char *id);
// Keeps account of programs that have ended.
void sandboxes_reap(void);
