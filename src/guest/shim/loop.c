#include "shim/moment.h"
#include "shim/shim.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READ_SIZE = 16 * 1024, STALL_CHECK_MS = 500, SIGNAL_LAST = 64 };
enum { SIGNALS, LISTENER, CONSOLE, IN, OUT, ERR, FIRST_CLIENT };

void shim_began(struct shim *shim) {
  if (shim->stage == WAITING && !runtime_start(shim)) runtime_failed(shim, "cannot start the runtime");
}

void shim_signal(struct shim *shim, int number) {
  if (number < 1 || number > SIGNAL_LAST) return;
  if (shim->stage == RUNNING) kill(shim->init, number);
  else if (shim->stage < RUNNING) shim->pending_signal = number;
}

// Reaps what has ended. Until the runtime is done only the runtime, as the pid of the first process is not known before.
static void reap(struct shim *shim) {
  int status;
  if (shim->stage == STARTING && waitpid(shim->runtime, &status, WNOHANG) == shim->runtime) runtime_ended(shim, status);
  if (shim->stage < RUNNING) return;
  for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
    if (pid == shim->init && shim->stage == RUNNING) init_ended(shim, status);
}

static void signals_readable(struct shim *shim) {
  struct signalfd_siginfo info;
  while (read(shim->signals, &info, sizeof info) == sizeof info) {
    if (info.ssi_signo != SIGTERM || shim->stage != WAITING) continue;
    close_doors(shim);
    shim->stage = LEAVING;
    while (shim->clients.count) {
      shim->clients.count--;
      close(shim->clients.all[shim->clients.count].fd);
    }
  }
  reap(shim);
}

static void output_readable(struct shim *shim, struct output *output) {
  uint8_t data[READ_SIZE];
  ssize_t got = read(output->fd, data, sizeof data);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got > 0) {
    log_output(&shim->log, &output->line, data, (size_t)got);
    clients_output(shim, output->type, data, (size_t)got);
    return;
  }
  // A terminal whose last user has gone gives EIO.
  close(output->fd);
  output->fd = -1;
  log_end(&shim->log, &output->line);
}

static size_t wanted(struct shim *shim, bool blocked, struct pollfd *polls) {
  const struct streams *streams = &shim->streams;
  // Until the process runs, what is written there is the runtime's own complaint, which `F` carries.
  bool silent = blocked || shim->stage == STARTING || shim->stage == LEAVING;
  bool pushing = streams->in >= 0 && bytes_length(&streams->queue);
  polls[SIGNALS] = (struct pollfd){.fd = shim->signals, .events = POLLIN};
  polls[LISTENER] = (struct pollfd){.fd = shim->listener, .events = POLLIN};
  polls[CONSOLE] = (struct pollfd){.fd = shim->console, .events = POLLIN};
  polls[IN] = (struct pollfd){.fd = pushing ? streams->in : -1, .events = POLLOUT};
  polls[OUT] = (struct pollfd){.fd = silent ? -1 : streams->out.fd, .events = POLLIN};
  polls[ERR] = (struct pollfd){.fd = silent ? -1 : streams->err.fd, .events = POLLIN};
  for (size_t i = 0; i < shim->clients.count; i++) {
    const struct attached *client = &shim->clients.all[i];
    short events = POLLIN | (bytes_length(&client->outbox) ? POLLOUT : 0);
    polls[FIRST_CLIENT + i] = (struct pollfd){.fd = client->fd, .events = events};
  }
  return FIRST_CLIENT + shim->clients.count;
}

static void serve_clients(struct shim *shim, const struct pollfd *polls, size_t count) {
  // Backwards, as one that goes is replaced by the last.
  for (size_t i = count; i-- > FIRST_CLIENT;) {
    struct attached *client = &shim->clients.all[i - FIRST_CLIENT];
    if (polls[i].revents & POLLOUT && !client_writable(shim, client)) continue;
    if (polls[i].revents & ~POLLOUT) client_readable(shim, client);
  }
}

static void serve(struct shim *shim, const struct pollfd *polls, size_t count) {
  serve_clients(shim, polls, count);
  if (polls[CONSOLE].revents && shim->console >= 0) console_readable(shim);
  if (polls[IN].revents && shim->streams.in >= 0) {
    streams_push(&shim->streams);
    clients_grant(shim);
  }
  if (polls[OUT].revents) output_readable(shim, &shim->streams.out);
  if (polls[ERR].revents) output_readable(shim, &shim->streams.err);
  if (polls[SIGNALS].revents) signals_readable(shim);
  if (polls[LISTENER].revents && shim->listener >= 0) clients_accept(shim);
  if (shim->stage == ENDED) ending_step(shim);
}

void shim_loop(struct shim *shim) {
  if (!shim->options.wait) shim_began(shim);
  while (shim->stage != LEAVING || shim->clients.count) {
    struct pollfd polls[FIRST_CLIENT + CLIENTS_MAX];
    bool blocked = clients_block(shim);
    size_t count = wanted(shim, blocked, polls);
    int timeout = shim->stage == ENDED ? ending_timeout(shim) : blocked && shim->clients.count > 1 ? STALL_CHECK_MS : -1;
    if (poll(polls, count, timeout) < 0 && errno != EINTR) return;
    serve(shim, polls, count);
  }
}
