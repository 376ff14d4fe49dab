#include "children.h"

#include "loop.h"
#include <signal.h>
#include <sys/reboot.h>
#include <sys/signalfd.h>
#include <sys/wait.h>

static struct child *children;
static struct source signals = {.fd = -1};

void child_forget(struct child *child) {
  for (struct child **at = &children; *at; at = &(*at)->next)
    if (*at == child) {
      *at = child->next;
      break;
    }
  child->pid = 0;
}

/** `spawn.c` fills in the pid. */
void child_watch(struct child *child) {
  child->next = children;
  children = child;
}

static void reap(void) {
  int status;
  for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;) {
    struct child *child = children;
    while (child && child->pid != pid) child = child->next;
    if (!child) continue;
    child_forget(child);
    child->exited(child, WIFSIGNALED(status) ? 128u + (uint32_t)WTERMSIG(status)
                                             : (uint32_t)WEXITSTATUS(status));
  }
}

/** What busybox halt, poweroff and reboot send to PID 1. */
static void end_machine(uint32_t signal) {
  sync();
  if (signal == SIGUSR1) reboot(RB_HALT_SYSTEM);
  else if (signal == SIGUSR2) reboot(RB_POWER_OFF);
  else reboot(RB_AUTOBOOT);
}

static void take_signals(struct source *source, uint32_t events) {
  (void)events;
  struct signalfd_siginfo info;
  while (read(source->fd, &info, sizeof info) == sizeof info) {
    if (info.ssi_signo != SIGCHLD && getpid() == 1) end_machine(info.ssi_signo);
  }
  reap();
}

void children_open(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  if (getpid() == 1) {
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGUSR2);
    reboot(RB_DISABLE_CAD);
  }
  sigprocmask(SIG_BLOCK, &set, NULL);
  signal(SIGPIPE, SIG_IGN);
  signals = (struct source){.fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK), .ready = take_signals};
  loop_add(&signals, EPOLLIN);
}
