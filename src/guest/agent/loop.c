#include "loop.h"

enum { ROUND = 64 };

static int epoll = -1;
static struct epoll_event round_events[ROUND];
static int round_count;
static struct timer *timers;

void loop_open(void) { epoll = epoll_create1(EPOLL_CLOEXEC); }

int loop_add(struct source *source, uint32_t events) {
  source->events = 0;
  return loop_want(source, events);
}

int loop_want(struct source *source, uint32_t events) {
  if (source->fd < 0 || source->events == events) return 0;
  // Taken out altogether when nothing is wanted: epoll reports a hangup unasked, over and over.
  int what = !events ? EPOLL_CTL_DEL : source->events ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
  struct epoll_event event = {.events = events, .data.ptr = source};
  if (epoll_ctl(epoll, what, source->fd, &event)) return -errno;
  source->events = events;
  return 0;
}

void loop_remove(struct source *source) {
  loop_want(source, 0);
  source->fd = -1;
  for (int i = 0; i < round_count; i++)
    if (round_events[i].data.ptr == source) round_events[i].data.ptr = NULL;
}

void timer_clear(struct timer *timer) {
  for (struct timer **at = &timers; *at; at = &(*at)->next)
    if (*at == timer) {
      *at = timer->next;
      break;
    }
  timer->at = 0;
}

void timer_set(struct timer *timer, uint64_t ms) {
  timer_clear(timer);
  timer->at = now_ns() + ms * 1000000;
  timer->next = timers;
  timers = timer;
}

/** Fires what is due, first one at a time: a handler may change the list. */
static void fire_timers(void) {
  if (!timers) return;
  uint64_t now = now_ns();
  for (struct timer *at = timers; at;) {
    if (at->at > now) {
      at = at->next;
      continue;
    }
    timer_clear(at);
    at->fired(at);
    at = timers;
  }
}

static int wait_ms(void) {
  uint64_t first = UINT64_MAX;
  for (struct timer *at = timers; at; at = at->next)
    if (at->at < first) first = at->at;
  if (first == UINT64_MAX) return -1;
  uint64_t now = now_ns();
  if (first <= now) return 0;
  uint64_t ms = (first - now + 999999) / 1000000;
  return ms > 3600000 ? 3600000 : (int)ms;
}

void loop_once(bool busy) {
  round_count = epoll_wait(epoll, round_events, ROUND, busy ? 0 : wait_ms());
  for (int i = 0; i < round_count; i++) {
    struct source *source = round_events[i].data.ptr;
    if (source) source->ready(source, round_events[i].events);
  }
  round_count = 0;
  fire_timers();
}
