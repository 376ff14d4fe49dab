// fishbowl-netd: the part of the engine that must stand in the guest for networks: links, name servers, published ports.
#define _GNU_SOURCE // close_range
#include "net/loop.h"
#include "net/proxies.h"
#include "net/requests.h"
#include "net/sandbox.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

static void children_changed(struct source *source) {
  struct signalfd_siginfo info;
  if (read(source->fd, &info, sizeof info) == sizeof info) sandboxes_reap();
}

static bool watch_children(void) {
  static struct source signals = {.fd = -1, .ready = children_changed};
  sigset_t wanted;
  sigemptyset(&wanted);
  sigaddset(&wanted, SIGCHLD);
  sigprocmask(SIG_BLOCK, &wanted, NULL);
  signals.fd = signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
  return signals.fd >= 0 && loop_add(&signals);
}

static void stand_alone(void) {
  setsid();
  prctl(PR_SET_NAME, "fishbowl-netd");
  if (chdir("/")) errno = 0;
  int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int i = 0; i < 3; i++) dup2(null, i);
  if (null > 2) close(null);
  // Names and ports of all containers hang on it.
  int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (fd < 0 || write(fd, "-999", 4) < 0) errno = 0;
  if (fd >= 0) close(fd);
}

/** Returns when requests are answered, the server living on in the background; `--foreground` stays. */
int main(int argc, char **argv) {
  bool foreground = argc == 5 && !strcmp(argv[4], "--foreground");
  if (argc != 4 && !foreground) {
    fprintf(stderr, "usage: netd SOCKET NAMESPACES PROXY [--foreground]\n");
    return 2;
  }
  close_range(3, ~0U, 0);
  sandboxes_open(argv[2]);
  proxies_open(argv[3]);
  if (!loop_open() || !watch_children() || !requests_open(argv[1])) {
    fprintf(stderr, "netd: %s: %s\n", argv[1], strerror(errno));
    return 1;
  }
  if (!foreground) {
    pid_t child = fork();
    if (child) return child < 0;
    stand_alone();
  }
  loop_run();
}
