// The container's log, line by line as docker's json-file driver writes it (moby daemon/logger/copier.go, jsonfilelog.go).
#pragma once
#include "wire/bytes.h"
#include <time.h>

enum { LINE_MAX_BYTES = 16384 };

struct line {
  const char *stream;
  uint8_t data[LINE_MAX_BYTES];
  size_t length;
  bool partial; // parts of this line were logged already, at `since`
  struct timespec since;
};

struct log {
  const char *path; // NULL: nothing is logged
  int fd;
  long size, limit, files;
  struct bytes pending;
};

void log_open(struct log *log, const char *path, long limit, long files);
// Adds output to a line and logs each line that is complete.
void log_output(struct log *log, struct line *line, const uint8_t *data, size_t length);
// The stream has ended: logs what is left.
void log_end(struct log *log, struct line *line);
