#include "watch.h"

#include "protocol.h"
#include <sys/inotify.h>

enum { EVENTS = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_MODIFY | IN_CLOSE_WRITE | IN_ONLYDIR, SLICE = 4096 };

struct watch {
  uint32_t id;
  int descriptor; // several watches of one directory share it
  struct watch *next;
};

static struct source inotify = {.fd = -1};
static struct watch *watches;
static bool readable;

static void ready(struct source *source, uint32_t events) {
  (void)source, (void)events;
  readable = true;
}

static int open_watch(uint32_t id, const char *path) {
  if (inotify.fd < 0) {
    inotify = (struct source){.fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK), .ready = ready};
    if (inotify.fd < 0) return errno;
    loop_add(&inotify, EPOLLIN);
  }
  struct watch *watch = malloc(sizeof *watch);
  if (!watch) return ENOMEM;
  int descriptor = inotify_add_watch(inotify.fd, path, EVENTS);
  if (descriptor < 0) {
    free(watch);
    return errno;
  }
  *watch = (struct watch){.id = id, .descriptor = descriptor, .next = watches};
  watches = watch;
  return 0;
}

static bool watched(int descriptor) {
  for (struct watch *at = watches; at; at = at->next)
    if (at->descriptor == descriptor) return true;
  return false;
}

static void close_watch(struct watch **at) {
  struct watch *watch = *at;
  *at = watch->next;
  if (!watched(watch->descriptor)) inotify_rm_watch(inotify.fd, watch->descriptor);
  free(watch);
}

bool watch_frame(const struct frame *frame) {
  if (frame->type == WATCH) {
    struct reader from = reader_of(frame->payload, frame->length);
    const char *path = get_str(&from);
    if (from.bad) return false;
    channel_send_u32(&rpc, WATCHED, frame->id, (uint32_t)(path[0] == '/' ? open_watch(frame->id, path) : EINVAL));
    return true;
  }
  for (struct watch **at = &watches; *at; at = &(*at)->next)
    if ((*at)->id == frame->id) {
      close_watch(at);
      break;
    }
  return true;
}

void watches_close(void) {
  while (watches) close_watch(&watches);
}

static void tell(const struct inotify_event *event) {
  bool all = event->mask & IN_Q_OVERFLOW;
  for (struct watch *at = watches; at; at = at->next) {
    if (!all && at->descriptor != event->wd) continue;
    uint8_t memory[512];
    struct writer changed = {.data = memory, .size = sizeof memory};
    put_u32(&changed, event->mask);
    put_str(&changed, event->len ? event->name : "");
    channel_send_writer(&rpc, CHANGED, at->id, &changed);
  }
}

bool watches_pump(void) {
  if (!readable) return false;
  if (!channel_has_room(&rpc, BULK_ROOM)) {
    loop_want(&inotify, 0); // comes back when the queue was sent
    return false;
  }
  _Alignas(struct inotify_event) char slice[SLICE];
  ssize_t got = read(inotify.fd, slice, sizeof slice);
  for (ssize_t at = 0; at < got;) {
    const struct inotify_event *event = (const struct inotify_event *)(slice + at);
    tell(event);
    at += (ssize_t)(sizeof *event + event->len);
  }
  readable = got > 0;
  loop_want(&inotify, readable ? 0 : EPOLLIN);
  return readable;
}
