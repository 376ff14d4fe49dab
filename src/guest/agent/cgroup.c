// The files of control groups; a group of which somebody writes a limit is sent again.
#include "records.h"

#include "kernelfs.h"
#include "protocol.h"
#include <sys/inotify.h>

// A runtime writes several limits one after the other: they are sent once.
enum { TEXT_SIZE = 1024, EVENTS_SIZE = 4096, PAUSE_MS = 15 };

/** What a group uses changes all the time, and is read when somebody looks; what it is allowed only changes when it is written. */
static const struct {
  const char *name;
  bool limit;
} files[] = {
    {"memory.current", false}, {"memory.peak", false},   {"memory.max", true},     {"memory.high", true},
    {"pids.current", false},   {"pids.max", true},       {"cpu.max", true},        {"cpu.weight", true},
    {"cgroup.freeze", false},  {"cgroup.events", false}, {"memory.events", false},
};

struct watched {
  struct watched *next;
  int descriptor;
  bool changed;
  char path[];
};

static struct source inotify = {.fd = -1};
static struct timer pause_over;
static struct watched *all;
static int home = -1;

static int open_cgroup(const char *path) {
  while (*path == '/') path++;
  return openat(cgroup_dir, *path ? path : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static void pause_ended(struct timer *timer) {
  (void)timer;
  if (!cgroups_drain()) timer_set(&pause_over, PAUSE_MS);
}

static void ready(struct source *source, uint32_t events) {
  (void)events;
  loop_want(source, 0);
  timer_set(&pause_over, PAUSE_MS);
}

static bool open_inotify(void) {
  if (inotify.fd >= 0) return true;
  if (home < 0) home = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
  inotify = (struct source){.fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK), .ready = ready};
  pause_over.fired = pause_ended;
  return inotify.fd >= 0 && !loop_add(&inotify, EPOLLIN);
}

/** By its descriptor, or by its path. */
static struct watched **find(int descriptor, const char *path) {
  struct watched **at = &all;
  while (*at && (path ? strcmp((*at)->path, path) != 0 : (*at)->descriptor != descriptor)) at = &(*at)->next;
  return at;
}

static void drop(struct watched **at) {
  struct watched *watched = *at;
  if (!watched) return;
  *at = watched->next;
  inotify_rm_watch(inotify.fd, watched->descriptor); // fails where the group is gone
  free(watched);
}

/** Its directory is no path of the tree: it is watched as where one stands. */
static void watch(int dir, const char *path) {
  if (!open_inotify() || fchdir(dir)) return;
  int descriptor = inotify_add_watch(inotify.fd, ".", IN_MODIFY | IN_DELETE | IN_ONLYDIR);
  if (fchdir(home)) note("cannot go back: %s", strerror(errno));
  if (descriptor < 0 || *find(descriptor, NULL)) return;
  drop(find(0, path)); // another one was there before
  size_t size = strlen(path) + 1;
  struct watched *watched = malloc(sizeof *watched + size);
  if (!watched) {
    inotify_rm_watch(inotify.fd, descriptor);
    return;
  }
  *watched = (struct watched){.next = all, .descriptor = descriptor};
  memcpy(watched->path, path, size);
  all = watched;
}

static void send_files(int dir, const char *path) {
  char text[TEXT_SIZE];
  struct writer record = scratch_writer();
  put_u64(&record, now_ns());
  put_str(&record, path);
  size_t counted = record.used;
  uint32_t count = 0;
  put_u32(&record, 0);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    ssize_t length = read_at(dir, files[i].name, text, sizeof text);
    if (length < 0) continue; // the root has few of them
    put_str(&record, files[i].name);
    put_text(&record, text, (size_t)length);
    count++;
  }
  struct writer number = {.data = record.data + counted, .size = 4};
  put_u32(&number, count);
  channel_send_writer(&records, CGROUP, 0, &record);
}

int cgroup_read(const char *path) {
  int dir = open_cgroup(path);
  if (dir < 0) return -1;
  watch(dir, path); // first: what is written later is seen
  send_files(dir, path);
  return dir;
}

static bool is_limit(const char *name) {
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    if (files[i].limit && !strcmp(files[i].name, name)) return true;
  return false;
}

/** A group that was removed stays watched, and in memory, until it is let go. */
static void let_go(const struct watched *parent, const char *name) {
  char path[4096];
  int length = snprintf(path, sizeof path, "%s%s%s", parent->path, parent->path[1] ? "/" : "", name);
  if (length < (int)sizeof path) drop(find(0, path));
}

static void take(const struct inotify_event *event) {
  const char *name = event->len ? event->name : "";
  if (event->mask & IN_Q_OVERFLOW)
    for (struct watched *each = all; each; each = each->next) each->changed = true;
  struct watched *watched = *find(event->wd, NULL);
  if (!watched) return;
  if (event->mask & IN_DELETE && event->mask & IN_ISDIR) let_go(watched, name);
  else if (event->mask & IN_MODIFY && is_limit(name)) watched->changed = true;
}

static void take_all(void) {
  _Alignas(struct inotify_event) char events[EVENTS_SIZE];
  for (ssize_t got; (got = read(inotify.fd, events, sizeof events)) > 0;)
    for (ssize_t at = 0; at < got;) {
      const struct inotify_event *event = (const struct inotify_event *)(events + at);
      take(event);
      at += (ssize_t)(sizeof *event + event->len);
    }
}

bool cgroups_drain(void) {
  if (inotify.fd < 0) return true;
  take_all();
  for (struct watched *each = all; each; each = each->next) {
    if (!each->changed) continue;
    if (!channel_has_room(&records, BULK_ROOM)) return false;
    each->changed = false;
    int dir = open_cgroup(each->path);
    if (dir < 0) continue;
    send_files(dir, each->path);
    close(dir);
  }
  loop_want(&inotify, EPOLLIN);
  return true;
}

void cgroups_forget(void) {
  while (all) drop(&all);
  if (inotify.fd < 0) return;
  timer_clear(&pause_over);
  int fd = inotify.fd;
  loop_remove(&inotify);
  close(fd);
}
