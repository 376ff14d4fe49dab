#include "trace.h"

#include "kernelfs.h"
#include "protocol.h"
#include <sys/stat.h>

// After a look at the trace it is left alone for a while: one wake-up for a burst of events, not one for each. The while grows
// as long as more has come each time: a guest that forks without end is not woken more often than a picture has use for.
enum { PAGES_SIZE = 60 * 1024, PAUSE_MS = 12, LONG_PAUSE_MS = 48 };

/** How a page begins, and what is in its commit beside the number of bytes: kernel/trace/ring_buffer.c. */
struct page {
  uint64_t at;
  unsigned long commit;
  uint8_t events[];
};

enum { PAGE_SIZE = 4096, COUNT_STORED = 1 << 30, COMMIT_SIZE = COUNT_STORED - 1 };

#define INSTANCE "instances/fishbowl"
#define TELLING_FLAGS "clone_flags & 0x7e038080" // CLONE_NEW*, CLONE_THREAD, CLONE_PARENT: what a fork does not show

static const struct {
  const char *name, *filter;
} events[] = {
    {"sched/sched_process_fork", NULL},
    {"sched/sched_process_exec", NULL},
    {"sched/sched_process_exit", NULL},
    {"sched/sched_process_free", NULL},
    {"signal/signal_generate", "sig != 17 && sig != 28"}, // SIGCHLD, SIGWINCH
    {"task/task_newtask", TELLING_FLAGS}, // tells of clone(2) and clone3(2) alike, whose flags are in memory
    {"cgroup/cgroup_mkdir", NULL},
    {"cgroup/cgroup_rmdir", NULL},
    {"cgroup/cgroup_attach_task", NULL},
    {"cgroup/cgroup_freeze", NULL},
    {"cgroup/cgroup_unfreeze", NULL},
    {"syscalls/sys_enter_unshare", NULL},
    {"syscalls/sys_exit_unshare", NULL},
    {"syscalls/sys_enter_setns", "common_pid != 1"}, // the agent's own: it reads hostnames so
    {"syscalls/sys_exit_setns", "common_pid != 1"},
    {"syscalls/sys_enter_mount", NULL},
    {"syscalls/sys_exit_mount", NULL},
    {"syscalls/sys_enter_umount", NULL},
    {"syscalls/sys_exit_umount", NULL},
    {"syscalls/sys_enter_oldumount", NULL},
    {"syscalls/sys_exit_oldumount", NULL},
    {"syscalls/sys_enter_pivot_root", NULL},
    {"syscalls/sys_exit_pivot_root", NULL},
    {"syscalls/sys_enter_sethostname", NULL},
    {"syscalls/sys_exit_sethostname", NULL},
    {"syscalls/sys_enter_chroot", NULL},
    {"syscalls/sys_exit_chroot", NULL},
    {"syscalls/sys_enter_move_mount", NULL},
    {"syscalls/sys_exit_move_mount", NULL},
    {"syscalls/sys_enter_fsmount", NULL},
    {"syscalls/sys_exit_fsmount", NULL},
    {"syscalls/sys_enter_open_tree", NULL},
    {"syscalls/sys_exit_open_tree", NULL},
    {"syscalls/sys_enter_mount_setattr", NULL},
    {"syscalls/sys_exit_mount_setattr", NULL},
    {"syscalls/sys_enter_socketcall", "call == 2 || call == 4"}, // bind, listen
    {"syscalls/sys_exit_socketcall", "ret <= 0"},                // of any call: theirs is 0 or an error
    {"syscalls/sys_enter_bind", NULL},
    {"syscalls/sys_exit_bind", NULL},
    {"syscalls/sys_enter_listen", NULL},
    {"syscalls/sys_exit_listen", NULL},
};

static struct source tracing = {.fd = -1};
static struct timer pause_over;
static bool on;
static bool paused;
static uint64_t pause_ms = PAUSE_MS;
static uint64_t pause_end; // of the pause before, ns
static uint8_t *formats; // what is needed to read the pages, as tracefs has it
static size_t formats_size;
static bool introduced; // the formats were sent since the greeting

static int set(const char *file, const char *text) {
  char path[128];
  snprintf(path, sizeof path, INSTANCE "/%s", file);
  return write_at(tracing_dir, path, text);
}

static void switch_events(bool enable) {
  char path[96];
  for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
    if (enable && events[i].filter) {
      snprintf(path, sizeof path, "events/%s/filter", events[i].name);
      set(path, events[i].filter);
    }
    snprintf(path, sizeof path, "events/%s/enable", events[i].name);
    set(path, enable ? "1" : "0");
  }
}

static void pause_ended(struct timer *timer) {
  (void)timer;
  paused = false;
  pause_end = now_ns();
}

static void ready(struct source *source, uint32_t happened) {
  (void)source, (void)happened;
  bool at_once = now_ns() - pause_end < PAUSE_MS * 1000000ull;
  pause_ms = !at_once ? PAUSE_MS : pause_ms < LONG_PAUSE_MS ? pause_ms * 2 : LONG_PAUSE_MS;
  trace_drain();
}

/** Appends a file of events/ to the scratch memory; of a format only what is before its last line, which is for printing. */
static size_t append_format(size_t used, const char *name) {
  char path[96];
  snprintf(path, sizeof path, "events/%s", name);
  char *text = (char *)scratch + used;
  if (read_at(tracing_dir, path, text, SCRATCH_SIZE - used) < 0) return used;
  char *end = strstr(text, "\nprint fmt");
  return used + (end ? (size_t)(end + 1 - text) : strlen(text));
}

static void read_formats(void) {
  char name[64];
  size_t used = append_format(0, "header_page");
  for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
    snprintf(name, sizeof name, "%s/format", events[i].name);
    used = append_format(used, name);
  }
  formats = malloc(used);
  if (!formats) return;
  memcpy(formats, scratch, used);
  formats_size = used;
}

/** An instance takes over the options of that moment. Names of threads, for texts only, would be noted at each switch between them. */
static int make_instance(void) {
  write_at(tracing_dir, "trace_options", "norecord-cmd");
  int error = mkdirat(tracing_dir, INSTANCE, 0700) && errno != EEXIST ? errno : 0;
  write_at(tracing_dir, "trace_options", "record-cmd");
  return error;
}

void trace_open(void) {
  if (tracing_dir < 0) return;
  int error = make_instance();
  if (error) {
    note("no tracing: %s", strerror(error));
    return;
  }
  read_formats();
  set("trace_clock", "mono");
  set("buffer_size_kb", "1024");
  set("buffer_percent", "0");
  tracing = (struct source){.ready = ready};
  tracing.fd = openat(tracing_dir, INSTANCE "/per_cpu/cpu0/trace_pipe_raw", O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  pause_over.fired = pause_ended;
  if (tracing.fd >= 0) trace_switch(true);
}

void trace_switch(bool enable) {
  if (tracing.fd < 0 || enable == on) return;
  on = enable;
  switch_events(enable);
  set("tracing_on", enable ? "1" : "0");
}

void trace_restart(void) {
  if (tracing.fd < 0) trace_open();
  trace_switch(true);
  set("tracing_on", "1");
  while (tracing.fd >= 0 && read(tracing.fd, scratch, PAGE_SIZE) > 0) continue;
  introduced = false;
}

/** Bytes of a page that say something: behind the events stands how many were lost before them, where the kernel knows it. */
static size_t size_of(const struct page *page) {
  size_t count = page->commit & COUNT_STORED ? sizeof page->commit : 0;
  size_t size = offsetof(struct page, events) + (page->commit & COMMIT_SIZE) + count;
  return size < PAGE_SIZE ? size : PAGE_SIZE;
}

/** Reads pages, one close behind the other, until the memory is full or the trace is empty. Returns the bytes in memory. */
static size_t read_pages(bool *empty) {
  size_t used = 0;
  while (used < PAGES_SIZE - PAGE_SIZE && !*empty) {
    uint8_t memory[PAGE_SIZE] __attribute__((aligned(8)));
    *empty = read(tracing.fd, memory, PAGE_SIZE) != PAGE_SIZE;
    if (*empty) break;
    size_t size = size_of((const struct page *)memory);
    memcpy(scratch + used, memory, size);
    used += size;
  }
  return used;
}

bool trace_drain(void) {
  bool empty = false;
  if (tracing.fd < 0) return true;
  while (!empty) {
    if (!channel_has_room(&records, BULK_ROOM)) return false;
    size_t used = read_pages(&empty);
    if (used && !introduced) channel_send(&records, TRACE_FORMATS, 0, formats, formats_size);
    introduced |= used > 0;
    if (used) channel_send(&records, TRACE_PAGES, 0, scratch, used);
  }
  paused = true;
  timer_set(&pause_over, pause_ms);
  return true;
}

void trace_pump(void) {
  if (tracing.fd < 0) return;
  bool room = channel_has_room(&records, BULK_ROOM);
  loop_want(&tracing, on && !paused && room ? EPOLLIN : 0);
}
