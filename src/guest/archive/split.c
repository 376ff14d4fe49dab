// Writes what tar-split writes: JSON lines of raw segments and of files, packed with gzip.
#include "archive/archive.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct split {
  struct filter gzip;
  FILE *out;
  struct bytes raw;
  unsigned position;
};

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

struct split *split_open(const char *path) {
  struct split *split = allocate(sizeof *split);
  *split = (struct split){.gzip = filter_write(path, "gzip")};
  split->out = fdopen(split->gzip.fd, "w");
  if (!split->out) fail_errno("open", path);
  return split;
}

static void write_base64(FILE *out, const uint8_t *data, size_t length) {
  for (size_t at = 0; at < length; at += 3) {
    size_t have = length - at < 3 ? length - at : 3;
    uint32_t group = (uint32_t)data[at] << 16 | (have > 1 ? (uint32_t)data[at + 1] << 8 : 0) | (have > 2 ? data[at + 2] : 0);
    for (size_t i = 0; i < 4; i++) fputc(i <= have ? digits[group >> (18 - 6 * i) & 63] : '=', out);
  }
}

static void flush_raw(struct split *split) {
  if (!bytes_length(&split->raw)) return;
  fputs("{\"type\":2,\"payload\":\"", split->out);
  write_base64(split->out, bytes_front(&split->raw), bytes_length(&split->raw));
  fprintf(split->out, "\",\"position\":%u}\n", split->position++);
  bytes_drop(&split->raw, bytes_length(&split->raw));
}

void split_raw(struct split *split, const void *data, size_t length) {
  if (split && !bytes_add(&split->raw, data, length)) fail("cannot allocate memory");
}

// Names that JSON would have to escape stand as bytes.
static bool is_plain(const char *name) {
  for (; *name; name++)
    if (*name < ' ' || *name > '~' || strchr("\"\\<>&", *name)) return false;
  return true;
}

void split_file(struct split *split, const char *name, uint64_t size) {
  if (!split || !size) return;
  flush_raw(split);
  if (is_plain(name)) {
    fprintf(split->out, "{\"type\":1,\"name\":\"%s\"", name);
  } else {
    fputs("{\"type\":1,\"name_raw\":\"", split->out);
    write_base64(split->out, (const uint8_t *)name, strlen(name));
    fputc('"', split->out);
  }
  fprintf(split->out, ",\"size\":%llu,\"payload\":null,\"position\":%u}\n", (unsigned long long)size, split->position++);
}

void split_close(struct split *split) {
  if (!split) return;
  flush_raw(split);
  bool written = !fflush(split->out) && !ferror(split->out);
  fclose(split->out);
  filter_wait(&split->gzip, "write tar-split.json.gz: no space left on device");
  if (!written) fail("write tar-split.json.gz: no space left on device");
  bytes_free(&split->raw);
  free(split);
}
