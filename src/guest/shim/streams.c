#define _GNU_SOURCE // pipe2
#include "shim/streams.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

void streams_init(struct streams *streams, bool tty, bool in) {
  streams->tty = tty;
  streams->in = -1;
  streams->in_open = in;
  streams->out.fd = streams->err.fd = -1;
  streams->out.type = 'o';
  streams->err.type = 'x';
  streams->out.line.stream = "stdout";
  streams->err.line.stream = "stderr";
}

static bool pipe_for(int *ours, int *theirs, bool we_write) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC)) return false;
  *ours = ends[we_write];
  *theirs = ends[!we_write];
  return fcntl(*ours, F_SETFL, O_NONBLOCK) == 0;
}

bool streams_pipe(struct streams *streams, bool in, int ends[3]) {
  if (in && !pipe_for(&streams->in, &ends[0], true)) return false;
  return pipe_for(&streams->out.fd, &ends[1], false) && pipe_for(&streams->err.fd, &ends[2], false);
}

static void set_size(int fd, uint16_t rows, uint16_t cols) {
  struct winsize size = {.ws_row = rows, .ws_col = cols};
  ioctl(fd, TIOCSWINSZ, &size);
}

void streams_terminal(struct streams *streams, int master) {
  fcntl(master, F_SETFL, O_NONBLOCK);
  streams->out.fd = master;
  streams->in = fcntl(master, F_DUPFD_CLOEXEC, 3);
  if (streams->rows) set_size(master, streams->rows, streams->cols);
  streams_push(streams);
}

void streams_resize(struct streams *streams, uint16_t rows, uint16_t cols) {
  if (!rows || !cols) return;
  streams->rows = rows;
  streams->cols = cols;
  if (streams->tty && streams->in >= 0) set_size(streams->in, rows, cols);
}

void streams_redraw(struct streams *streams) {
  if (!streams->tty || streams->in < 0 || !streams->rows) return;
  set_size(streams->in, (uint16_t)(streams->rows + 1), (uint16_t)(streams->cols + 1));
  set_size(streams->in, streams->rows, streams->cols);
}

void streams_close_in(struct streams *streams) {
  if (streams->in >= 0) close(streams->in);
  streams->in = -1;
  streams->in_open = false;
  bytes_free(&streams->queue);
}

void streams_push(struct streams *streams) {
  while (streams->in >= 0 && bytes_length(&streams->queue)) {
    ssize_t wrote = write(streams->in, bytes_front(&streams->queue), bytes_length(&streams->queue));
    if (wrote < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (wrote < 0) streams_close_in(streams);
    else bytes_drop(&streams->queue, (size_t)wrote);
  }
  if (streams->in_ending && streams->in >= 0) streams_close_in(streams);
}

bool streams_ended(const struct streams *streams) { return streams->out.fd < 0 && streams->err.fd < 0; }
