#include "archive/archive.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

static void fill(struct input *input) {
  ssize_t got;
  do got = read(input->fd, input->buffer, BUFFER);
  while (got < 0 && errno == EINTR);
  if (got < 0) fail_errno("read", "archive");
  input->at = 0;
  input->end = (size_t)got;
}

// What was read to look at it goes back in front of the rest, through a process of its own.
static int unread(struct input *input) {
  int ends[2];
  if (pipe(ends)) fail_errno("pipe", "");
  pid_t feeder = fork();
  if (feeder < 0) fail_errno("fork", "");
  if (feeder) {
    close(ends[1]);
    return ends[0];
  }
  close(ends[0]);
  while (input->end) {
    for (size_t at = 0; at < input->end;) {
      ssize_t wrote = write(ends[1], input->buffer + at, input->end - at);
      if (wrote < 0) _exit(0);
      at += (size_t)wrote;
    }
    fill(input);
  }
  _exit(0);
}

static const char *applet_for(const uint8_t *start, size_t length) {
  if (length >= 3 && !memcmp(start, "\x1f\x8b\x08", 3)) return "gunzip";
  if (length >= 3 && !memcmp(start, "BZh", 3)) return "bunzip2";
  if (length >= 6 && !memcmp(start, "\xfd" "7zXZ\0", 6)) return "unxz";
  return NULL;
}

void input_open(struct input *input, int fd, bool decompress) {
  input->fd = fd;
  input->buffer = allocate(BUFFER);
  fill(input);
  const char *applet = decompress ? applet_for(input->buffer, input->end) : NULL;
  if (!applet) return;
  if (lseek(fd, 0, SEEK_SET) < 0) fd = unread(input);
  input->filter = filter_read(fd, applet);
  input->fd = input->filter.fd;
  fill(input);
}

// A piece of what comes next, counted into the digest; 0 at the end.
size_t input_some(struct input *input, uint8_t **data, uint64_t most) {
  if (input->at == input->end) fill(input);
  size_t have = input->end - input->at;
  if (have > most) have = (size_t)most;
  *data = input->buffer + input->at;
  input->at += have;
  input->total += have;
  if (input->digest) sha256_add(input->digest, *data, have);
  return have;
}

bool input_is_archive(struct input *input) {
  while (input->end < BLOCK) {
    ssize_t got = read(input->fd, input->buffer + input->end, BUFFER - input->end);
    if (got <= 0) break;
    input->end += (size_t)got;
  }
  return input->filter.pid || (input->end >= BLOCK && is_tar_header(input->buffer));
}

bool input_block(struct input *input, uint8_t block[BLOCK]) {
  for (size_t at = 0; at < BLOCK;) {
    uint8_t *data;
    size_t got = input_some(input, &data, BLOCK - at);
    if (!got && at) fail("unexpected EOF");
    if (!got) return false;
    memcpy(block + at, data, got);
    at += got;
  }
  split_raw(input->split, block, BLOCK);
  return true;
}

void input_skip(struct input *input, uint64_t length, bool raw) {
  while (length) {
    uint8_t *data;
    size_t got = input_some(input, &data, length);
    if (!got) fail("unexpected EOF");
    if (raw) split_raw(input->split, data, got);
    length -= got;
  }
}

// Everything behind the archive's end belongs to its digest too.
void input_drain(struct input *input) {
  uint8_t *data;
  for (size_t got; (got = input_some(input, &data, BUFFER));) split_raw(input->split, data, got);
  filter_wait(&input->filter, "unexpected EOF");
}
