// The event loop: one epoll, and timers.
#ifndef LOOP_H
#define LOOP_H

#include "base.h"
#include <sys/epoll.h>

struct source {
  int fd; // -1: not in the loop
  uint32_t events;
  void (*ready)(struct source *source, uint32_t events);
};

struct timer {
  uint64_t at; // now_ns(); 0: not set
  void (*fired)(struct timer *timer);
  struct timer *next;
};

void loop_open(void);
/** Returns 0 or -errno. */
int loop_add(struct source *source, uint32_t events);
/** Changes the events waited for, 0 for none; cheap when they are the same. Returns 0 or -errno. */
int loop_want(struct source *source, uint32_t events);
/** Takes it out, also out of the round under way. Does not close the file. */
void loop_remove(struct source *source);
void timer_set(struct timer *timer, uint64_t ms);
void timer_clear(struct timer *timer);
/** Waits once and calls whoever is ready; `busy` polls without waiting. */
void loop_once(bool busy);

#endif
