#define _GNU_SOURCE // pipe2
#include "net/proxies.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { REPORT = 3, WORDS_MAX = 16 };

static const char *program;

void proxies_open(const char *of) { program = of; }

_Noreturn static void become_proxy(int report, char *const options[]) {
  const char *argv[WORDS_MAX] = {program};
  for (int i = 0; options[i] && i + 2 < WORDS_MAX; i++) argv[i + 1] = options[i];
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (report == REPORT) fcntl(report, F_SETFD, 0);
  else dup2(report, REPORT);
  execv(program, (char *const *)argv);
  dprintf(REPORT, "1\nfork/exec %s: %s", program, strerror(errno));
  _exit(1);
}

/** What it reports once it has tried to listen: "0", or "1" and the reason on the next line. */
static bool await_report(int from, char reason[PROXY_ERROR_SIZE]) {
  char text[PROXY_ERROR_SIZE] = "";
  size_t used = 0;
  for (ssize_t got; used < sizeof text - 1 && (got = read(from, text + used, sizeof text - 1 - used)) > 0;) used += (size_t)got;
  text[used] = 0;
  if (text[0] == '0') return true;
  char *line = strchr(text, '\n');
  snprintf(reason, PROXY_ERROR_SIZE, "%s", line ? line + 1 : "the proxy ended before it listened");
  return false;
}

bool proxy_start(struct sandbox *sandbox, char *const options[], char reason[PROXY_ERROR_SIZE]) {
  int report[2];
  struct proxy *proxy = calloc(1, sizeof *proxy);
  if (!proxy || pipe2(report, O_CLOEXEC)) {
    snprintf(reason, PROXY_ERROR_SIZE, "%s", strerror(errno));
    free(proxy);
    return false;
  }
  proxy->pid = fork();
  if (!proxy->pid) become_proxy(report[1], options);
  close(report[1]);
  bool good = proxy->pid > 0 && await_report(report[0], reason);
  if (proxy->pid < 0) snprintf(reason, PROXY_ERROR_SIZE, "%s", strerror(errno));
  close(report[0]);
  if (good) {
    proxy->next = sandbox->proxies;
    sandbox->proxies = proxy;
    return true;
  }
  if (proxy->pid > 0) waitpid(proxy->pid, NULL, 0);
  free(proxy);
  return false;
}

void proxies_end(struct sandbox *sandbox) {
  for (struct proxy *at = sandbox->proxies, *next; at; at = next) {
    next = at->next;
    // Waited for, so that the port is free for whoever is told of the end.
    if (at->pid && !kill(at->pid, SIGKILL)) waitpid(at->pid, NULL, 0);
    free(at);
  }
  sandbox->proxies = NULL;
}

void proxies_ended(struct sandbox *sandbox, pid_t pid) {
  for (struct proxy *at = sandbox->proxies; at; at = at->next)
    if (at->pid == pid) at->pid = 0;
}
