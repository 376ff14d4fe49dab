#define _GNU_SOURCE // setns, unshare
#include "net/sandbox.h"
#include "net/links.h"
#include "net/proxies.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NSFS_MAGIC = 0x6e736673 };

static const char *folder;
static struct sandbox *sandboxes;
static int own = -1; // the namespace that this program belongs to

void sandboxes_open(const char *of) {
  folder = of;
  own = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
}

static const char *path_of(const char *id) {
  static char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/%s", folder, id);
  return path;
}

struct sandbox *sandbox_find(const char *id) {
  struct sandbox *at = sandboxes;
  while (at && strcmp(at->id, id)) at = at->next;
  return at;
}

static void put(const char *path, const char *text) {
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return; // a kernel without IPv6 has nothing to turn off
  if (write(fd, text, strlen(text)) < 0) errno = 0;
  close(fd);
}

/** A new namespace under a path; leaves this program where it was. */
static int make_namespace(const char *path) {
  int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444);
  if (file < 0) return -errno;
  close(file);
  int error = unshare(CLONE_NEWNET) ? -errno : 0;
  if (!error) {
    // As docker does where a network has no IPv6, before lo gets an address.
    put("/proc/sys/net/ipv6/conf/all/disable_ipv6", "1");
    put("/proc/sys/net/ipv6/conf/default/disable_ipv6", "1");
    error = link_up("lo", NULL);
    if (!error && mount("/proc/thread-self/ns/net", path, NULL, MS_BIND, NULL)) error = -errno;
    sandbox_leave();
  }
  if (error) unlink(path);
  return error;
}

int sandbox_make(const char *id) {
  if (sandbox_find(id)) return 0;
  struct sandbox *fresh = calloc(1, sizeof *fresh);
  if (!fresh) return -ENOMEM;
  struct statfs of;
  const char *path = path_of(id);
  bool stands = !statfs(path, &of) && of.f_type == NSFS_MAGIC;
  if (!stands) unlink(path);
  int error = stands ? 0 : make_namespace(path);
  if (error) {
    free(fresh);
    return error;
  }
  snprintf(fresh->id, sizeof fresh->id, "%s", id);
  resolver_init(&fresh->resolver);
  fresh->next = sandboxes;
  sandboxes = fresh;
  return 0;
}

int sandbox_open(const struct sandbox *sandbox) {
  int fd = open(path_of(sandbox->id), O_RDONLY | O_CLOEXEC);
  return fd < 0 ? -errno : fd;
}

int sandbox_enter(const struct sandbox *sandbox) {
  int fd = sandbox_open(sandbox);
  if (fd < 0) return fd;
  int error = setns(fd, CLONE_NEWNET) ? -errno : 0;
  close(fd);
  return error;
}

void sandbox_leave(void) {
  if (setns(own, CLONE_NEWNET)) abort(); // everything after would happen in a stranger's namespace
}

void sandbox_drop(const char *id) {
  struct sandbox **at = &sandboxes, *gone;
  while (*at && strcmp((*at)->id, id)) at = &(*at)->next;
  if ((gone = *at)) {
    *at = gone->next;
    proxies_end(gone);
    resolver_close(&gone->resolver);
    free(gone);
  }
  umount2(path_of(id), MNT_DETACH);
  unlink(path_of(id));
}

void sandboxes_reap(void) {
  for (pid_t pid; (pid = waitpid(-1, NULL, WNOHANG)) > 0;)
    for (struct sandbox *at = sandboxes; at; at = at->next) proxies_ended(at, pid);
}
