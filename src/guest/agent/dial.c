// Connects to a server in the guest for a batch: sends what was given, collects what comes until the other side closes.
#include "batch.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>

enum { CHUNK_SIZE = 16 * 1024, ADDRESS_SIZE = 64 };

struct dial {
  struct source source; // first member
  struct timer timer;
  struct batch *batch;
  uint64_t patience; // ms without an answer; 0: none
  uint32_t limit;
  uint32_t send_left; // bytes still to be taken from the client
  uint8_t *feed;      // taken, not yet sent
  size_t feed_used, feed_at;
  bool connected;
  bool ready; // something can be read
  int error;  // to answer with, once set
};

static void free_dial(struct dial *dial) {
  timer_clear(&dial->timer);
  int fd = dial->source.fd;
  loop_remove(&dial->source);
  close(fd);
  free(dial->feed);
  free(dial);
}

static void cancel_dial(struct batch *batch) { free_dial(batch->state); }

static enum progress finish(struct dial *dial) {
  struct batch *batch = dial->batch;
  int error = dial->error;
  free_dial(dial);
  batch_result(batch, error, NULL);
  return OVER;
}

/** Waits for what can happen next. What is not asked for is not waited for, so that a slow client holds the server back. */
static void want(struct dial *dial) {
  bool sending = !dial->connected || dial->feed_at < dial->feed_used;
  loop_want(&dial->source, (sending ? EPOLLOUT : 0) | (dial->ready ? 0 : EPOLLIN));
}

static void feed(struct dial *dial) {
  while (dial->connected && dial->feed_at < dial->feed_used) {
    ssize_t sent = send(dial->source.fd, dial->feed + dial->feed_at, dial->feed_used - dial->feed_at, MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) return;
    // A server may answer and close without reading everything: what it said still counts.
    dial->feed_at = sent < 0 ? dial->feed_used : dial->feed_at + (size_t)sent;
  }
  if (dial->feed_at < dial->feed_used) return;
  free(dial->feed);
  dial->feed = NULL;
  dial->feed_at = dial->feed_used = 0;
}

static void socket_ready(struct source *source, uint32_t events) {
  struct dial *dial = (struct dial *)source;
  if (!dial->connected) {
    socklen_t size = sizeof dial->error;
    getsockopt(source->fd, SOL_SOCKET, SO_ERROR, &dial->error, &size);
    dial->connected = !dial->error;
  }
  if (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) dial->ready = true;
  if (!dial->error) feed(dial);
  want(dial);
}

static void time_is_up(struct timer *timer) {
  struct dial *dial = (struct dial *)((char *)timer - offsetof(struct dial, timer));
  dial->error = ETIMEDOUT;
}

static bool take_data(struct batch *batch, const uint8_t *data, size_t length) {
  struct dial *dial = batch->state;
  if (dial->feed) return false;
  dial->send_left -= length < dial->send_left ? (uint32_t)length : dial->send_left;
  dial->feed = malloc(length + 1);
  if (!dial->feed) {
    dial->error = ENOMEM;
    return true;
  }
  memcpy(dial->feed, data, length);
  dial->feed_used = length;
  feed(dial);
  want(dial);
  return true;
}

static enum progress step_dial(struct batch *batch) {
  struct dial *dial = batch->state;
  if (dial->error) return finish(dial);
  if (!dial->ready) return WAITS;
  uint8_t *chunk = scratch;
  size_t room = dial->limit < CHUNK_SIZE ? dial->limit : CHUNK_SIZE;
  ssize_t got = room ? read(dial->source.fd, chunk + 1, room) : 0;
  if (got < 0 && errno == EAGAIN) {
    dial->ready = false;
    want(dial);
    return WAITS;
  }
  if (got <= 0) {
    dial->error = got ? errno : 0;
    return finish(dial);
  }
  chunk[0] = 0;
  dial->limit -= (uint32_t)got;
  channel_send(&rpc, CHUNK, batch->id, chunk, (size_t)got + 1);
  if (dial->patience) timer_set(&dial->timer, dial->patience);
  return GOES_ON;
}

static const struct work dial_work = {.step = step_dial, .take = take_data, .cancel = cancel_dial};

/** A socket on its way to a path, or to "address:port". Returns it or -errno. */
static int open_connection(const char *text) {
  struct sockaddr_un path = {.sun_family = AF_UNIX};
  struct sockaddr_in inet = {.sin_family = AF_INET};
  char host[ADDRESS_SIZE];
  bool is_path = text[0] == '/';
  const char *colon = strrchr(text, ':');
  if (is_path) {
    if (strlen(text) >= sizeof path.sun_path) return -ENAMETOOLONG;
    strcpy(path.sun_path, text);
  } else {
    if (!colon || (size_t)(colon - text) >= sizeof host) return -EINVAL;
    snprintf(host, sizeof host, "%.*s", (int)(colon - text), text);
    inet.sin_port = htons((uint16_t)strtoul(colon + 1, NULL, 10));
    if (inet_pton(AF_INET, host, &inet.sin_addr) != 1) return -EINVAL;
  }
  const struct sockaddr *to = is_path ? (struct sockaddr *)&path : (struct sockaddr *)&inet;
  int fd = socket(to->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return -errno;
  if (!connect(fd, to, is_path ? sizeof path : sizeof inet) || errno == EINPROGRESS) return fd;
  int error = -errno;
  close(fd);
  return error;
}

int start_dial(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)value;
  const char *address = get_str(arguments);
  uint32_t patience = get_u32(arguments);
  uint32_t limit = get_u32(arguments);
  uint32_t total = get_u32(arguments);
  size_t first = left(arguments);
  const uint8_t *data = get_raw(arguments, first);
  if (arguments->bad || first > total) return EINVAL;
  int fd = open_connection(address);
  if (fd < 0) return -fd;
  struct dial *dial = calloc(1, sizeof *dial);
  if (!dial) {
    close(fd);
    return ENOMEM;
  }
  *dial = (struct dial){.batch = batch, .patience = patience, .limit = limit, .send_left = total};
  dial->source = (struct source){.fd = fd, .ready = socket_ready};
  dial->timer.fired = time_is_up;
  batch->state = dial;
  batch->work = &dial_work;
  loop_add(&dial->source, EPOLLIN | EPOLLOUT);
  if (first) take_data(batch, data, first);
  if (patience) timer_set(&dial->timer, patience);
  return -1;
}
