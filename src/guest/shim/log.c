#include "shim/log.h"
#include "shim/file.h"
#include "shim/moment.h"
#include "wire/json.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void reopen(struct log *log, int flags) {
  if (log->fd >= 0) close(log->fd);
  log->fd = open(log->path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | flags, 0640);
  struct stat found;
  log->size = log->fd >= 0 && !fstat(log->fd, &found) ? (long)found.st_size : 0;
}

void log_open(struct log *log, const char *path, long limit, long files) {
  *log = (struct log){.path = path, .fd = -1, .limit = limit, .files = files};
  if (!path) return;
  make_folders_above(path, 0710);
  reopen(log, 0);
}

static void rotate(struct log *log) {
  char from[PATH_MAX], to[PATH_MAX];
  for (long i = log->files - 1; i > 0; i--) {
    snprintf(to, sizeof to, "%s.%ld", log->path, i);
    snprintf(from, sizeof from, "%s.%ld", log->path, i - 1);
    rename(i == 1 ? log->path : from, to);
  }
  reopen(log, O_TRUNC);
}

static void flush(struct log *log) {
  while (log->fd >= 0 && bytes_length(&log->pending)) {
    ssize_t wrote = write(log->fd, bytes_front(&log->pending), bytes_length(&log->pending));
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) break; // the disk is full: docker drops the line too
    log->size += wrote;
    bytes_drop(&log->pending, (size_t)wrote);
  }
  bytes_drop(&log->pending, bytes_length(&log->pending));
}

// Logs the line as it stands, with its newline or as a part of a longer one.
static void add_entry(struct log *log, struct line *line, bool whole) {
  if (log->size + (long)bytes_length(&log->pending) >= log->limit) {
    flush(log);
    rotate(log);
  }
  char moment[MOMENT_SIZE];
  if (!line->partial) line->since = moment_now();
  moment_format(line->since, moment);
  line->partial = !whole;
  struct bytes *to = &log->pending;
  bool ok = add_text(to, "{\"log\":") && add_json_string(to, line->data, line->length);
  if (ok && whole) {
    to->end--; // the newline goes before the closing quote
    ok = add_text(to, "\\n\"");
  }
  ok = ok && add_text(to, ",\"stream\":\"") && add_text(to, line->stream) && add_text(to, "\",\"time\":\"") && add_text(to, moment) &&
       add_text(to, "\"}\n");
  if (!ok) bytes_drop(to, bytes_length(to));
  line->length = 0;
}

void log_output(struct log *log, struct line *line, const uint8_t *data, size_t length) {
  if (!log->path) return;
  while (length) {
    const uint8_t *newline = memchr(data, '\n', length);
    size_t wanted = newline ? (size_t)(newline - data) : length;
    size_t room = LINE_MAX_BYTES - line->length, taken = wanted < room ? wanted : room;
    memcpy(line->data + line->length, data, taken);
    line->length += taken;
    data += taken;
    length -= taken;
    if (line->length == LINE_MAX_BYTES) {
      add_entry(log, line, false);
    } else if (newline) {
      add_entry(log, line, true);
      data++;
      length--;
    }
  }
  flush(log);
}

void log_end(struct log *log, struct line *line) {
  if (log->path && line->length) add_entry(log, line, false);
  flush(log);
}
