// The one run of the OCI runtime: `crun run --detach` or `crun exec --detach`.
#include "shim/cgroup.h"
#include "shim/file.h"
#include "shim/moment.h"
#include "shim/shim.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MESSAGE_SIZE = 4096, ARGS_MAX = 20 };

static void run_runtime(const struct shim *shim) {
  const struct options *options = &shim->options;
  char log[PATH_MAX + 8] = "--log=file:", pid_file[PATH_MAX], console[PATH_MAX];
  path_join(log + strlen(log), options->dir, "runtime.log");
  const char *argv[ARGS_MAX] = {options->runtime, "--cgroup-manager=cgroupfs", log};
  size_t count = 3;
  argv[count++] = options->exec ? "exec" : "run";
  argv[count++] = "--detach";
  argv[count++] = "--pid-file";
  argv[count++] = path_join(pid_file, options->dir, "runtime.pid");
  argv[count++] = options->exec ? "--process" : "--bundle";
  argv[count++] = options->exec ? options->process : options->bundle;
  if (options->tty) {
    argv[count++] = "--console-socket";
    argv[count++] = path_join(console, options->dir, "console.sock");
  }
  argv[count] = options->id;
  // crun runs itself anew from a copy that containers cannot overwrite, unless told so and its file system is read-only, as the
  // guest's build makes it (settle.ts): three starts of crun would be three times the dynamic linking.
  char *environment[] = {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "_LIBCONTAINER_CLONED_BINARY=1", NULL};
  execve(options->runtime, (char *const *)argv, environment);
}

static void put_descriptors(const int ends[3]) {
  int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int i = 0; i < 3; i++) dup2(ends[i] >= 0 ? ends[i] : null, i);
}

static _Noreturn void become_runtime(const struct shim *shim, const int ends[3]) {
  char path[PATH_MAX];
  put_descriptors(ends);
  setting_put("/proc/self/oom_score_adj", "0");
  signal(SIGPIPE, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  run_runtime(shim);
  const char *reason = strerror(errno);
  int fd = open(path_join(path, shim->options.dir, "runtime.log"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  dprintf(fd, "%s: %s\n", shim->options.runtime, reason);
  _exit(127);
}

bool runtime_start(struct shim *shim) {
  int ends[3] = {-1, -1, -1};
  bool ready = shim->options.tty ? console_listen(shim) : streams_pipe(&shim->streams, shim->options.in, ends);
  shim->stage = STARTING;
  shim->runtime = ready ? fork() : -1;
  if (shim->runtime == 0) become_runtime(shim, ends);
  for (int i = 0; i < 3; i++)
    if (ends[i] >= 0) close(ends[i]);
  if (shim->runtime < 0) return false;
  streams_push(&shim->streams);
  return true;
}

// Tells the process that was called, which returns.
static void tell_starter(struct shim *shim, uint8_t code, const char *text) {
  if (shim->starter < 0) return;
  dprintf(shim->starter, "%c%s", code, text);
  close(shim->starter);
  shim->starter = -1;
}

static pid_t read_pid(const struct shim *shim) {
  char path[PATH_MAX], text[32];
  if (file_get(path_join(path, shim->options.dir, "runtime.pid"), text, sizeof text) <= 0) return 0;
  unlink(path);
  return (pid_t)strtol(text, NULL, 10);
}

static void put_pid(const struct shim *shim) {
  char path[PATH_MAX], text[32];
  int length = snprintf(text, sizeof text, "%d\n", shim->init);
  file_put(path_join(path, shim->options.dir, "pid"), text, (size_t)length);
}

static void runs(struct shim *shim) {
  uint8_t pid[4];
  shim->started = moment_now();
  shim->stage = RUNNING;
  put_pid(shim);
  write_u32(pid, (uint32_t)shim->init);
  clients_tell(shim, 'S', pid, sizeof pid);
  if (shim->pending_signal) shim_signal(shim, shim->pending_signal);
  tell_starter(shim, 0, "");
}

// What the runtime wrote to its log, or how it ended if it wrote nothing.
static void explain(const struct shim *shim, int status, char message[MESSAGE_SIZE]) {
  char path[PATH_MAX];
  ssize_t length = file_get(path_join(path, shim->options.dir, "runtime.log"), message, MESSAGE_SIZE);
  while (length > 0 && strchr(" \r\n", message[length - 1])) message[--length] = 0;
  if (length > 0) return;
  if (WIFSIGNALED(status)) snprintf(message, MESSAGE_SIZE, "%s was killed by signal %d", shim->options.runtime, WTERMSIG(status));
  else snprintf(message, MESSAGE_SIZE, "%s failed with exit code %d", shim->options.runtime, WEXITSTATUS(status));
}

void runtime_ended(struct shim *shim, int status) {
  char path[PATH_MAX], message[MESSAGE_SIZE];
  shim->runtime = 0;
  if (shim->console >= 0) console_readable(shim);
  console_close(shim);
  shim->init = status == 0 ? read_pid(shim) : 0;
  if (shim->init <= 0) explain(shim, status, message);
  unlink(path_join(path, shim->options.dir, "runtime.log"));
  if (shim->init > 0) runs(shim);
  else runtime_failed(shim, message);
}

void runtime_failed(struct shim *shim, const char *message) {
  char path[PATH_MAX];
  size_t length = strlen(message);
  if (shim->options.cgroup && !shim->options.exec) cgroup_remove(shim->options.cgroup);
  file_put(path_join(path, shim->options.dir, "error"), message, length);
  close_doors(shim);
  clients_tell(shim, 'F', message, (uint32_t)length);
  shim->stage = LEAVING;
  tell_starter(shim, 1, message);
}
