#include "children.h"

#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

enum { CANDIDATE_SIZE = 4096 };

void child_watch(struct child *child);

bool children_step_below;

static char *default_env[] = {
    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME=/root",
    "TERM=xterm-256color",
    "LANG=C.UTF-8",
    "USER=root",
    "LOGNAME=root",
    "SHELL=/bin/bash",
    NULL,
};

static const char *path_of(char **env) {
  for (; *env; env++)
    if (!strncmp(*env, "PATH=", 5)) return *env + 5;
  return default_env[0] + 5;
}

/** A file the kernel cannot execute itself is a shell script, as execvp(3) has it. */
static void execute(const char *path, char **argv, char **env, char **script) {
  execve(path, argv, env);
  if (errno != ENOEXEC) return;
  script[0] = "/bin/sh";
  script[1] = (char *)path;
  for (size_t i = 1; argv[0] && argv[i]; i++) script[i + 1] = argv[i];
  execve(script[0], script, env);
}

/** Searches PATH as execvp(3) does; returns the errno to report. */
static int search(char **argv, char **env, char **script) {
  static char candidate[CANDIDATE_SIZE];
  if (strchr(argv[0], '/')) {
    execute(argv[0], argv, env, script);
    return errno;
  }
  int error = ENOENT;
  for (const char *at = path_of(env); *at;) {
    size_t length = strcspn(at, ":");
    int used = snprintf(candidate, sizeof candidate, "%.*s/%s", (int)length, at, argv[0]);
    if (used < (int)sizeof candidate) {
      execute(candidate, argv, env, script);
      if (errno == EACCES) error = EACCES;
      else if (errno != ENOENT && errno != ENOTDIR) return errno;
    }
    at += length + (at[length] == ':');
  }
  return error;
}

/**
 * The agent stands still until its child has executed the program, and an ordinary child would have to wait for its turn among all others: seconds, in
 * a fork bomb. So it stays real-time until then, one below the agent, who makes it ordinary before its program has run a single instruction.
 */
static void step_below(pid_t pid) {
  struct sched_param below = {.sched_priority = CHILD_PRIORITY};
  if (children_step_below) sched_setscheduler(pid, SCHED_RR | SCHED_RESET_ON_FORK, &below);
}

void child_kill(const struct child *child) {
  if (!child->pid || kill(-child->pid, SIGKILL)) return;
  step_below(child->pid); // the way out takes its turn too, and runs no instruction of the program
}

/** In the new process: undoes what makes the agent special. */
static void become_ordinary(const struct program *program) {
  sigset_t none;
  setsid();
  signal(SIGPIPE, SIG_DFL);
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  umask(022);
  struct rlimit files = {.rlim_cur = 1024, .rlim_max = 524288};
  setrlimit(RLIMIT_NOFILE, &files);
  int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (fd >= 0) {
    ssize_t ignored = write(fd, "0", 1);
    (void)ignored;
    close(fd);
  }
  dup2(program->in, 0);
  dup2(program->out, 1);
  dup2(program->error, 2);
  if (program->terminal) ioctl(0, TIOCSCTTY, 0);
}

int child_start(struct child *child, const struct program *program) {
  char **env = program->env ? program->env : default_env;
  size_t count = 0;
  while (program->argv[count]) count++;
  if (!count) return -EINVAL;
  char **script = calloc(count + 2, sizeof *script);
  if (!script) return -ENOMEM;
  // vfork shares this memory until execve: no page tables to copy, and the child reports its errno here.
  volatile int error = 0;
  pid_t pid = vfork();
  if (pid == 0) {
    step_below(0);
    become_ordinary(program);
    error = chdir(program->cwd) ? errno : search(program->argv, env, script);
    _exit(127);
  }
  int fork_error = errno;
  free(script);
  if (pid < 0) return -fork_error;
  if (children_step_below) sched_setscheduler(pid, SCHED_OTHER, &(struct sched_param){0});
  if (error) return -error; // the zombie is reaped like any other
  child->pid = pid;
  child_watch(child);
  return 0;
}
