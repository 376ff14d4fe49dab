#include "net/loop.h"
#include <sys/epoll.h>
#include <unistd.h>

static int epoll = -1;

bool loop_open(void) { return (epoll = epoll_create1(EPOLL_CLOEXEC)) >= 0; }

bool loop_add(struct source *source) {
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = source};
  if (!epoll_ctl(epoll, EPOLL_CTL_ADD, source->fd, &event)) return true;
  close(source->fd);
  source->fd = -1;
  return false;
}

void loop_remove(struct source *source) {
  if (source->fd < 0) return;
  epoll_ctl(epoll, EPOLL_CTL_DEL, source->fd, NULL);
  close(source->fd);
  source->fd = -1;
}

_Noreturn void loop_run(void) {
  // One at a time: what is called may free others.
  for (struct epoll_event event;;)
    if (epoll_wait(epoll, &event, 1, -1) == 1) {
      struct source *source = event.data.ptr;
      source->ready(source);
    }
}
