// Writing where the person reads: blocks, but lets signals through.
#define _GNU_SOURCE // ppoll
#include "docker/client.h"
#include "docker/terminal.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

// A write to a stopped terminal blocks in spite of poll(2), so signals may interrupt that too.
static ssize_t write_some(int fd, const void *data, size_t length) {
  struct pollfd wanted = {.fd = fd, .events = POLLOUT};
  if (ppoll(&wanted, 1, NULL, waiting_mask()) < 0) return -1;
  sigset_t blocked;
  sigprocmask(SIG_SETMASK, waiting_mask(), &blocked);
  ssize_t wrote = write(fd, data, length);
  int error = errno;
  sigprocmask(SIG_SETMASK, &blocked, NULL);
  errno = error;
  return wrote;
}

// What reads our output has gone. As docker's client: where it passes signals on it has taken SIGPIPE in hand too and complains,
// else it ends as if nobody had ignored that.
static void reader_gone(struct client *client) {
  bool passes_on = is_attached(client) && client->attach.proxy && !client->attach.tty;
  if (errno == EPIPE && !passes_on) die_of(SIGPIPE);
  static const char complaint[] = "write /dev/stdout: broken pipe\n";
  if (errno == EPIPE) write_all(client, STDERR_FILENO, complaint, sizeof complaint - 1);
  terminal_restore();
  client->exit = 1;
  client->done = true;
}

void write_all(struct client *client, int fd, const void *data, size_t length) {
  const uint8_t *from = data;
  while (length && !client->done) {
    ssize_t wrote = write_some(fd, from, length);
    if (wrote >= 0) {
      from += wrote;
      length -= (size_t)wrote;
    } else if (errno != EINTR && errno != EAGAIN) {
      if (fd == STDERR_FILENO) return;
      reader_gone(client);
    }
    on_signals(client);
  }
}
