#include "records.h"

#include "protocol.h"
#include "trace.h"

// Largest record: the mounts of one namespace.
enum { JOBS = 64, RECORD_ROOM = 224 * 1024 };

struct job {
  struct job *next;
  uint32_t id;
  uint8_t type;
  bool begun;
  size_t at; // next pid of a look
  size_t length;
  uint8_t payload[];
};

static struct job *first, *last;
static int count;

bool records_ready(void) { return count < JOBS; }

bool records_frame(const struct frame *frame) {
  if (frame->type < LOOK || frame->type > LOOK_AT_LAYER) return false;
  struct job *job = malloc(sizeof *job + frame->length);
  if (!job) return false;
  *job = (struct job){.id = frame->id, .type = frame->type, .length = frame->length};
  memcpy(job->payload, frame->payload, frame->length);
  if (last) last->next = job;
  else first = job;
  last = job;
  count++;
  return true;
}

static void drop_first(void) {
  struct job *job = first;
  first = job->next;
  if (!first) last = NULL;
  free(job);
  count--;
}

void records_cancel(void) {
  while (first) drop_first();
  walk_cancel();
  layer_cancel();
  cgroups_forget();
}

static bool look_slice(struct job *job, struct reader *from) {
  uint32_t pids = get_u32(from);
  get_raw(from, job->at);
  if (job->at / 4 >= pids) return true;
  pid_t pid = (pid_t)get_u32(from);
  if (from->bad) return true;
  process_read(pid, false);
  job->at += 4;
  return job->at / 4 >= pids;
}

/** Returns true when the job is over. */
static bool slice(struct job *job) {
  struct reader from = reader_of(job->payload, job->length);
  bool begin = !job->begun;
  job->begun = true;
  if (job->type == LOOK) return look_slice(job, &from);
  if (job->type == WALK) return walk_slice(begin);
  if (job->type == LOOK_AT_LAYER) return layer_slice(&from, begin);
  if (job->type == LOOK_INSIDE) {
    pid_t pid = (pid_t)get_u32(&from);
    mounts_read(pid);
    hostname_read(pid);
  } else if (job->type == LOOK_AT_CGROUP) {
    int dir = cgroup_read(get_str(&from));
    if (dir >= 0) close(dir);
  } else {
    trace_switch(get_u8(&from));
  }
  return true;
}

bool records_pump(void) {
  for (int i = 0; first && i < 64; i++) {
    if (!trace_drain() || !cgroups_drain() || !channel_has_room(&records, RECORD_ROOM)) return false; // comes back when the queue was sent
    if (!slice(first)) continue;
    channel_send(&records, DONE, first->id, NULL, 0);
    drop_first();
  }
  return first != NULL;
}
