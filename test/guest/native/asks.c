// For tests: asks the kernel of the guest for what none of its programs asks.
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <mqueue.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { OLDUMOUNT = 22, SOCKETCALL = 102, BIND = 361, OPEN_TREE_ = 428, FSMOUNT = 432, MOUNT_SETATTR = 442, RECURSIVE = 0x8000 };

/** Ends with the number of the first step that went otherwise than expected. */
static int expect(int step, long result, int error) {
  bool as_expected = error ? result == -1 && errno == error : result >= 0;
  if (!as_expected) printf("step %d: %ld, %s\n", step, result, strerror(errno)), exit(step);
  return (int)result;
}

/** What mount(2)'s kin grants and refuses. */
static void mounts(void) {
  struct mount_attr read_only = {.attr_set = MOUNT_ATTR_RDONLY};
  expect(1, mount("none", "/mnt", "tmpfs", 0, NULL), 0);
  expect(2, syscall(MOUNT_SETATTR, AT_FDCWD, "/mnt", RECURSIVE, &read_only, sizeof read_only), 0);
  expect(3, syscall(MOUNT_SETATTR, AT_FDCWD, "/nowhere", 0, &read_only, sizeof read_only), ENOENT);
  expect(4, syscall(OPEN_TREE_, AT_FDCWD, "/mnt", OPEN_TREE_CLONE), 0);
  expect(5, syscall(OPEN_TREE_, AT_FDCWD, "/nowhere", OPEN_TREE_CLONE), ENOENT);
  expect(6, syscall(FSMOUNT, -1, 0, 0), EBADF);
  expect(7, syscall(OLDUMOUNT, "/mnt"), 0);
  expect(8, syscall(OLDUMOUNT, "/nowhere"), ENOENT);
}

/** Addresses that are free and taken, by both ways to ask for one, with other calls between them. */
static void sockets(void) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(4321)};
  int one = expect(1, socket(AF_INET, SOCK_STREAM, 0), 0), other = expect(2, socket(AF_INET, SOCK_STREAM, 0), 0);
  long first[] = {one, (long)&to, sizeof to}, second[] = {other, (long)&to, sizeof to}, backlog[] = {one, 5};
  expect(3, syscall(SOCKETCALL, 2, first), 0);
  expect(4, syscall(SOCKETCALL, 4, backlog), 0);
  long received[] = {one, (long)&to, sizeof to, MSG_DONTWAIT}; // recv(2) of what is not connected
  expect(5, syscall(SOCKETCALL, 10, received), ENOTCONN);
  expect(6, syscall(SOCKETCALL, 2, second), EADDRINUSE);
  expect(7, syscall(BIND, other, &to, sizeof to), EADDRINUSE);
}

/** Takes the signal that has come, and tells who sent it as the kernel says: 0 for itself. */
static void taken(int signal) {
  sigset_t set;
  siginfo_t got;
  sigemptyset(&set);
  sigaddset(&set, signal);
  expect(20, sigwaitinfo(&set, &got), 0);
  bool named = got.si_code == SI_USER || got.si_code == SI_QUEUE || got.si_code == SI_TKILL || got.si_code == SI_MESGQ;
  printf("%d %d %d\n", signal, got.si_code, named ? got.si_pid : 0);
}

static void by_timer(void) {
  timer_t timer;
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM};
  struct itimerspec soon = {.it_value.tv_nsec = 30000000};
  expect(10, timer_create(CLOCK_MONOTONIC, &event, &timer), 0);
  expect(11, timer_settime(timer, 0, &soon, NULL), 0);
  taken(SIGALRM);
}

static void by_queue(void) {
  struct mq_attr small = {.mq_maxmsg = 1, .mq_msgsize = 8};
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
  mqd_t queue = expect(12, mq_open("/asks", O_RDWR | O_CREAT, 0600, &small), 0);
  expect(13, mq_notify(queue, &event), 0);
  if (!fork()) _exit(mq_send(queue, "x", 1, 0));
  taken(SIGUSR1);
  wait(NULL);
  mq_unlink("/asks");
}

/** A signal that has codes of its own: the code says SI_SIGIO then. */
static void by_file(void) {
  int ends[2];
  expect(14, pipe(ends), 0);
  expect(15, fcntl(ends[0], F_SETOWN, getpid()), 0);
  expect(16, fcntl(ends[0], F_SETSIG, SIGTRAP), 0);
  expect(17, fcntl(ends[0], F_SETFL, O_ASYNC), 0);
  pid_t writer = fork();
  if (!writer) {
    write(ends[1], "x", 1);
    for (;;) pause(); // the end of it would be told as well
  }
  taken(SIGTRAP);
  fcntl(ends[0], F_SETFL, 0);
  kill(writer, SIGKILL);
  wait(NULL);
}

static void signals(void) {
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, NULL);
  by_timer();
  kill(getpid(), SIGUSR1), taken(SIGUSR1);
  syscall(SYS_tgkill, getpid(), getpid(), SIGUSR2), taken(SIGUSR2);
  sigqueue(getpid(), SIGRTMIN, (union sigval){0}), taken(SIGRTMIN);
  pid_t parent = getpid();
  if (!fork()) _exit(kill(parent, SIGHUP));
  taken(SIGHUP);
  wait(NULL);
  by_queue();
  by_file();
}

int main(int count, char **words) {
  const char *what = count > 1 ? words[1] : "";
  setvbuf(stdout, NULL, _IONBF, 0);
  if (!strcmp(what, "mounts")) mounts();
  else if (!strcmp(what, "sockets")) sockets();
  else if (!strcmp(what, "signals")) signals();
  else return 99;
  return 0;
}
