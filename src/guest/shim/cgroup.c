#include "shim/cgroup.h"
#include "shim/file.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEPTH_MAX = 16 };

bool cgroup_was_oom_killed(const char *dir) {
  char path[PATH_MAX], text[512];
  if (file_get(path_join(path, dir, "memory.events"), text, sizeof text) < 0) return false;
  const char *found = strstr(text, "oom_kill ");
  return found && strtol(found + 9, NULL, 10) > 0;
}

void cgroup_kill(const char *dir) {
  char path[PATH_MAX];
  int fd = open(path_join(path, dir, "cgroup.kill"), O_WRONLY | O_CLOEXEC);
  if (fd < 0) return;
  // Fails only when the cgroup is gone, and then nothing is left to kill.
  if (write(fd, "1", 1) < 0) errno = 0;
  close(fd);
}

static void remove_below(const char *dir, int depth) {
  DIR *list = opendir(dir);
  if (!list) return;
  for (struct dirent *entry; (entry = readdir(list));) {
    char path[PATH_MAX];
    if (entry->d_type != DT_DIR || *entry->d_name == '.') continue;
    path_join(path, dir, entry->d_name);
    if (depth < DEPTH_MAX) remove_below(path, depth + 1);
    rmdir(path);
  }
  closedir(list);
}

bool cgroup_remove(const char *dir) {
  if (!rmdir(dir) || errno == ENOENT) return true;
  if (errno == EBUSY || errno == ENOTEMPTY) remove_below(dir, 0);
  return !rmdir(dir) || errno == ENOENT;
}
