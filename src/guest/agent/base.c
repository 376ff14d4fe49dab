#include "base.h"

#include <stdarg.h>
#include <time.h>

uint8_t scratch[SCRATCH_SIZE];

void note(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("fishbowl-agent: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
}

uint64_t now_ns(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return (uint64_t)at.tv_sec * 1000000000 + (uint64_t)at.tv_nsec;
}

ssize_t read_at(int dir, const char *path, void *into, size_t size) {
  int fd = openat(dir, path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) return -errno;
  size_t used = 0;
  ssize_t got = 0;
  while (used < size - 1 && (got = read(fd, (char *)into + used, size - 1 - used)) > 0)
    used += (size_t)got;
  int error = errno;
  close(fd);
  ((char *)into)[used] = 0;
  return got < 0 && used == 0 ? -error : (ssize_t)used;
}

int write_at(int dir, const char *path, const char *text) {
  int fd = openat(dir, path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) return -errno;
  ssize_t done = write(fd, text, strlen(text));
  int error = errno;
  close(fd);
  return done < 0 ? -error : 0;
}
