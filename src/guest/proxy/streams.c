// TCP: each connection to the host's port gets one to the container, and both are carried until both have ended.
#define _GNU_SOURCE // accept4
#include "proxy/proxy.h"
#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFER = 16 * 1024 };

struct end {
  struct pair *pair;
  int fd;
  uint32_t wanted;
  size_t start, used; // of what was read here and waits to be written to the other end
  bool over;          // nothing more will be read
  uint8_t data[BUFFER];
};

struct pair {
  struct end ends[2];
  bool connected;
};

static int epoll;

static struct end *other(struct end *end) { return &end->pair->ends[end == &end->pair->ends[0]]; }

static void pair_end(struct pair *pair) {
  for (int i = 0; i < 2; i++) close(pair->ends[i].fd);
  free(pair);
}

static void want(struct end *end) {
  bool can_read = end->pair->connected && !end->over && !end->used;
  uint32_t events = (can_read ? EPOLLIN : 0) | (other(end)->used || !end->pair->connected ? EPOLLOUT : 0);
  if (events == end->wanted) return;
  // Not in the set while nothing is wanted: a hangup would be told over and over.
  int what = !end->wanted ? EPOLL_CTL_ADD : events ? EPOLL_CTL_MOD : EPOLL_CTL_DEL;
  struct epoll_event event = {.events = events, .data.ptr = end};
  epoll_ctl(epoll, what, end->fd, &event);
  end->wanted = events;
}

/** Moves what was read here to the other end. False when that is broken. */
static bool drain(struct end *from) {
  struct end *to = other(from);
  while (from->used) {
    ssize_t sent = send(to->fd, from->data + from->start, from->used, MSG_NOSIGNAL);
    if (sent < 0) return errno == EAGAIN;
    from->start += (size_t)sent;
    from->used -= (size_t)sent;
  }
  if (from->over) shutdown(to->fd, SHUT_WR);
  return true;
}

/** False when the end is broken. */
static bool fill(struct end *end) {
  ssize_t got = recv(end->fd, end->data, sizeof end->data, 0);
  if (got < 0) return errno == EAGAIN;
  end->start = 0;
  end->used = (size_t)got;
  end->over = got == 0;
  return drain(end);
}

static void end_ready(struct end *end, uint32_t events) {
  struct pair *pair = end->pair;
  bool good = true;
  if (!pair->connected) {
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(pair->ends[1].fd, SOL_SOCKET, SO_ERROR, &error, &size);
    good = !error;
    pair->connected = end == &pair->ends[1];
  } else {
    if (events & EPOLLOUT) good = drain(other(end));
    if (good && !end->over && !end->used && events & (EPOLLIN | EPOLLHUP | EPOLLERR)) good = fill(end);
  }
  bool over = pair->ends[0].over && pair->ends[1].over && !pair->ends[0].used && !pair->ends[1].used;
  if (!good || over) return pair_end(pair);
  want(&pair->ends[0]);
  want(&pair->ends[1]);
}

static void accept_one(int listener, const union address *container) {
  int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd < 0) return;
  struct pair *pair = calloc(1, sizeof *pair);
  int onward = pair ? socket(container->any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0) : -1;
  bool good = onward >= 0 && (!connect(onward, &container->any, address_size(container)) || errno == EINPROGRESS);
  if (!good) {
    close(fd);
    if (onward >= 0) close(onward);
    free(pair);
    return;
  }
  for (int i = 0; i < 2; i++) {
    pair->ends[i].pair = pair;
    pair->ends[i].fd = i ? onward : fd;
  }
  want(&pair->ends[1]); // the caller waits until the container has answered
}

_Noreturn void serve_streams(int listener, const union address *container) {
  epoll = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event event = {.events = EPOLLIN};
  epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
  // One at a time: what is called may free its pair.
  for (;;) {
    if (epoll_wait(epoll, &event, 1, -1) != 1) continue;
    if (event.data.ptr) end_ready(event.data.ptr, event.events);
    else accept_one(listener, container);
  }
}
