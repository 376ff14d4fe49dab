// The first process of a container with --init: starts the command, passes signals on to it, and buries whoever is left to it.
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOT_FOUND = 127, NOT_EXECUTABLE = 126, SIGNALLED = 128 };

static _Noreturn void become(char *argv[], const sigset_t *mask) {
  // A process group of its own in the foreground, so that a terminal's keys reach the command.
  setpgid(0, 0);
  signal(SIGTTOU, SIG_IGN);
  tcsetpgrp(STDIN_FILENO, getpgrp());
  signal(SIGTTOU, SIG_DFL);
  sigprocmask(SIG_SETMASK, mask, NULL);
  execvp(argv[0], argv);
  fprintf(stderr, "[FATAL docker-init (%d)] exec %s failed: %s\n", getpid(), argv[0], strerror(errno));
  _exit(errno == ENOENT ? NOT_FOUND : NOT_EXECUTABLE);
}

// Reaps all who have ended; the command's exit code once it is among them, else -1.
static int reap(pid_t command) {
  int status, code = -1;
  for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
    if (pid == command) code = WIFSIGNALED(status) ? SIGNALLED + WTERMSIG(status) : WEXITSTATUS(status);
  return code;
}

int main(int argc, char *argv[]) {
  int first = argc > 1 && !strcmp(argv[1], "--") ? 2 : 1;
  if (first >= argc) return NOT_FOUND;
  sigset_t all, before;
  sigfillset(&all);
  // What the kernel says about this process's own faults is not for the command.
  for (const int *own = (const int[]){SIGFPE, SIGILL, SIGSEGV, SIGBUS, SIGABRT, SIGTRAP, SIGSYS, 0}; *own; own++) sigdelset(&all, *own);
  sigprocmask(SIG_SETMASK, &all, &before);
  pid_t command = fork();
  if (command < 0) return NOT_EXECUTABLE;
  if (command == 0) become(argv + first, &before);
  for (int code = -1;;) {
    int number;
    if (sigwait(&all, &number)) continue;
    if (number == SIGCHLD) code = reap(command);
    else kill(command, number);
    if (code >= 0) return code;
  }
}
