// fishbowl-shim: stays with one container or exec, from its start to its end.
#define _GNU_SOURCE // pipe2, close_range
#include "shim/file.h"
#include "shim/shim.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { UNUSABLE = 2 };

static struct shim shim;

static int complain(const char *what) {
  fprintf(stderr, "shim: %s\n", what);
  return UNUSABLE;
}

static bool listen_for_clients(void) {
  char path[PATH_MAX];
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, path_join(path, shim.options.dir, "attach.sock"), sizeof address.sun_path - 1);
  unlink(address.sun_path);
  shim.listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  return shim.listener >= 0 && !bind(shim.listener, (struct sockaddr *)&address, sizeof address) &&
         !listen(shim.listener, CLIENTS_MAX);
}

static void put_pid(pid_t pid) {
  char path[PATH_MAX], text[32];
  int length = snprintf(text, sizeof text, "%d\n", pid);
  file_put(path_join(path, shim.options.dir, "shim.pid"), text, (size_t)length);
}

// In the process that was called: passes on how the start went.
static int await_start(int from) {
  char text[PATH_MAX];
  ssize_t length = 0, got;
  while ((size_t)length < sizeof text && (got = read(from, text + length, sizeof text - (size_t)length)) > 0) length += got;
  if (length == 0) return complain("ended before the start");
  if (text[0]) fprintf(stderr, "%.*s\n", (int)length - 1, text + 1);
  return text[0];
}

static void watch_signals(void) {
  sigset_t all, wanted;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, NULL);
  sigemptyset(&wanted);
  sigaddset(&wanted, SIGCHLD);
  sigaddset(&wanted, SIGTERM);
  shim.signals = signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void stand_alone(void) {
  setsid();
  prctl(PR_SET_NAME, "fishbowl-shim");
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  if (chdir("/")) _exit(UNUSABLE);
  int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int i = 0; i < 3; i++) dup2(null, i);
  if (null > 2) close(null);
  // The exit of a container must not be lost because memory was short.
  setting_put("/proc/self/oom_score_adj", "-999");
}

int main(int argc, char *argv[]) {
  (void)argc;
  shim.signals = shim.listener = shim.starter = shim.console = -1;
  const char *wrong = options_parse(&shim.options, argv);
  if (wrong) return complain(wrong);
  close_range(3, ~0U, 0);
  make_folders(shim.options.dir, 0700);
  int start[2];
  if (!listen_for_clients() || pipe2(start, O_CLOEXEC)) return complain(strerror(errno));
  watch_signals();
  pid_t child = fork();
  if (child < 0) return complain(strerror(errno));
  close(start[child == 0 ? 0 : 1]);
  if (child > 0) {
    put_pid(child);
    return shim.options.wait ? 0 : await_start(start[0]);
  }
  if (shim.options.wait) close(start[1]);
  else shim.starter = start[1];
  stand_alone();
  streams_init(&shim.streams, shim.options.tty, shim.options.in);
  log_open(&shim.log, shim.options.log, shim.options.log_size, shim.options.log_files);
  shim_loop(&shim);
  return 0;
}
