// Compression is busybox's work: an applet as a child, its other end a pipe.
#include "archive/archive.h"
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t start(const char *applet, int in, int out, int close_too) {
  pid_t child = fork();
  if (child < 0) fail_errno("fork/exec", "/usr/bin/busybox");
  if (child) return child;
  dup2(in, 0);
  dup2(out, 1);
  close(2); // what is wrong with the data is said by whoever reads it
  open("/dev/null", O_WRONLY);
  if (close_too >= 0) close(close_too);
  execl("/usr/bin/busybox", "busybox", applet, "-c", (char *)NULL);
  _exit(127);
}

static void make_pipe(int ends[2]) {
  if (pipe2(ends, O_CLOEXEC)) fail_errno("pipe2", "");
}

struct filter filter_read(int from, const char *applet) {
  int ends[2];
  make_pipe(ends);
  pid_t pid = start(applet, from, ends[1], ends[0]);
  close(ends[1]);
  return (struct filter){.fd = ends[0], .pid = pid};
}

struct filter filter_write(const char *path, const char *applet) {
  int ends[2];
  int out = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (out < 0) fail_errno("open", path);
  make_pipe(ends);
  pid_t pid = start(applet, ends[0], out, ends[1]);
  close(ends[0]);
  close(out);
  return (struct filter){.fd = ends[1], .pid = pid};
}

void filter_wait(struct filter *filter, const char *complaint) {
  int status = 0;
  if (!filter->pid) return;
  waitpid(filter->pid, &status, 0);
  filter->pid = 0;
  if (status) fail("%s", complaint);
}
