#include "shim/file.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void make_folders_above(const char *path, mode_t mode) {
  char part[PATH_MAX];
  size_t length = strlen(path);
  if (length >= sizeof part) return;
  memcpy(part, path, length + 1);
  for (char *at = part + 1; (at = strchr(at, '/')); *at++ = '/') {
    *at = 0;
    mkdir(part, mode);
  }
}

void make_folders(const char *path, mode_t mode) {
  make_folders_above(path, mode);
  mkdir(path, mode);
}

static bool write_whole(int fd, const char *data, size_t length) {
  while (length) {
    ssize_t wrote = write(fd, data, length);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    data += wrote;
    length -= (size_t)wrote;
  }
  return true;
}

bool setting_put(const char *path, const char *text) {
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  bool ok = fd >= 0 && write_whole(fd, text, strlen(text));
  if (fd >= 0) close(fd);
  return ok;
}

bool file_put(const char *path, const void *data, size_t length) {
  // Hidden beside the file: a directory that is listed for exits must not show half of one.
  char beside[PATH_MAX];
  const char *name = strrchr(path, '/');
  name = name ? name + 1 : path;
  int used = snprintf(beside, sizeof beside, "%.*s.%s.new", (int)(name - path), path, name);
  if (used < 0 || (size_t)used >= sizeof beside) return false;
  int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return false;
  bool ok = write_whole(fd, data, length);
  close(fd);
  if (ok && !rename(beside, path)) return true;
  unlink(beside);
  return false;
}

ssize_t file_get(const char *path, char *text, size_t size) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  ssize_t got = read(fd, text, size - 1);
  close(fd);
  if (got >= 0) text[got] = 0;
  return got;
}

char *path_join(char *to, const char *dir, const char *name) {
  snprintf(to, PATH_MAX, "%s/%s", dir, name);
  return to;
}
