#include "archive/archive.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void output_flush(struct output *output) {
  while (bytes_length(&output->pending)) {
    ssize_t wrote = write(output->fd, bytes_front(&output->pending), bytes_length(&output->pending));
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) fail_errno("write", "/dev/stdout");
    bytes_drop(&output->pending, (size_t)wrote);
  }
}

void output_data(struct output *output, const void *data, size_t length) {
  if (output->digest) sha256_add(output->digest, data, length);
  if (output->fd < 0) return;
  if (!bytes_add(&output->pending, data, length)) fail("cannot allocate memory");
  if (bytes_length(&output->pending) >= BUFFER) output_flush(output);
}

void output_raw(struct output *output, const void *data, size_t length) {
  split_raw(output->split, data, length);
  output_data(output, data, length);
}

static char *unfinished;

static void discard(void) {
  if (unfinished) unlink(unfinished);
}

void output_open(struct output *output, const char *path) {
  output->path = copy_text(path);
  output->draft = allocate(strlen(path) + 8);
  sprintf(output->draft, "%s.XXXXXX", path);
  output->fd = mkstemp(output->draft);
  if (output->fd < 0) fail_errno("open", path);
  unfinished = output->draft;
  atexit(discard);
}

void output_close(struct output *output) {
  if (output->fd >= 0) output_flush(output);
  if (!output->draft) return;
  if (rename(output->draft, output->path)) fail_errno("rename", output->draft);
  unfinished = NULL;
}
