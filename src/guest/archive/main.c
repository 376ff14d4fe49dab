// archive VERB … ['|' VERB …]: packs, unpacks and compares trees for the engine. Two verbs with a bar between run as a pipe.
#include "archive/archive.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct {
  const char *name;
  void (*run)(char **argv);
} verbs[] = {{"unpack", unpack}, {"pack", pack}, {"changes", changes}, {"bundle", bundle}, {"probe", probe}};

static void run(char **argv) {
  for (size_t i = 0; argv[0] && i < sizeof verbs / sizeof *verbs; i++) {
    if (strcmp(verbs[i].name, argv[0])) continue;
    verbs[i].run(argv);
    return;
  }
  fail("archive: no such verb: %s", argv[0] ? argv[0] : "");
}

// The first verb writes into the second from a process of its own; its failure comes before any of the second.
static pid_t run_beside(char **argv) {
  int ends[2];
  if (pipe(ends)) fail_errno("pipe", "");
  pid_t child = fork();
  if (child < 0) fail_errno("fork", "");
  dup2(ends[child ? 0 : 1], child ? 0 : 1);
  close(ends[0]);
  close(ends[1]);
  if (child) return child;
  run(argv);
  exit(0);
}

int main(int argc, char **argv) {
  (void)argc;
  signal(SIGPIPE, SIG_DFL);
  char **second = argv + 1;
  while (*second && strcmp(*second, "|")) second++;
  if (!*second) {
    run(argv + 1);
    return 0;
  }
  *second = NULL;
  pid_t child = run_beside(argv + 1);
  run(second + 1);
  int status;
  waitpid(child, &status, 0);
  return status != 0;
}
