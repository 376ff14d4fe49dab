// Reads tar-split's record of a layer, and writes the layer's tar again from it and the files.
#include "archive/archive.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct line {
  bool is_file;
  char *name;
  uint8_t *raw;
  size_t raw_length;
  uint64_t size;
};

static uint32_t value_of(char digit) {
  if (digit >= 'A' && digit <= 'Z') return (uint32_t)(digit - 'A');
  if (digit >= 'a' && digit <= 'z') return (uint32_t)(digit - 'a' + 26);
  if (digit >= '0' && digit <= '9') return (uint32_t)(digit - '0' + 52);
  return digit == '+' ? 62 : 63;
}

static uint8_t *decode(const char *text, size_t *length) {
  size_t digits = strcspn(text, "=\"");
  uint8_t *data = allocate(digits * 3 / 4 + 1);
  uint32_t group = 0;
  *length = 0;
  for (size_t i = 0; i < digits; i++) {
    group = group << 6 | value_of(text[i]);
    if (i % 4) data[(*length)++] = (uint8_t)(group >> (6 - 2 * (i % 4)));
  }
  data[*length] = 0;
  return data;
}

// The value behind a key, in the one form in which these files are written here: names without escapes.
static const char *value(const char *text, const char *key) {
  const char *at = strstr(text, key);
  return at ? at + strlen(key) : NULL;
}

static struct line parse(const char *text) {
  struct line line = {.is_file = strncmp(text, "{\"type\":1", 9) == 0};
  size_t length;
  const char *payload = value(text, "\"payload\":\""), *name = value(text, "\"name\":\""), *raw = value(text, "\"name_raw\":\"");
  if (!line.is_file && payload) line.raw = decode(payload, &line.raw_length);
  const char *size = value(text, "\"size\":");
  if (line.is_file && size) line.size = strtoull(size, NULL, 10);
  if (raw) line.name = (char *)decode(raw, &length);
  else if (name) line.name = strndup(name, strcspn(name, "\""));
  return line;
}

static void each_line(const char *record, void (*take)(const struct line *, void *), void *with) {
  int fd = open(record, O_RDONLY | O_CLOEXEC);
  if (fd < 0) fail_errno("open", record);
  struct filter gunzip = filter_read(fd, "gunzip");
  FILE *in = fdopen(gunzip.fd, "r");
  char *text = NULL;
  size_t room = 0;
  while (in && getline(&text, &room, in) > 0) {
    struct line line = parse(text);
    take(&line, with);
    free(line.raw);
    free(line.name);
  }
  if (in) fclose(in);
  free(text);
  close(fd);
  filter_wait(&gunzip, "layer has a damaged tar-split.json.gz");
}

static void count(const struct line *line, void *with) { *(uint64_t *)with += line->is_file ? line->size : line->raw_length; }

uint64_t assembled_size(const char *record) {
  uint64_t size = 0;
  each_line(record, count, &size);
  return size;
}

struct assembling {
  struct output *output;
  const char *directory;
};

static void copy_file(struct output *output, const char *path, uint64_t size) {
  static uint8_t data[BUFFER];
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) fail_errno("open", path);
  while (size) {
    ssize_t got = read(fd, data, size < sizeof data ? (size_t)size : sizeof data);
    if (got <= 0) fail("could not verify layer data for: %s", path);
    output_data(output, data, (size_t)got);
    size -= (uint64_t)got;
  }
  close(fd);
}

static void write_line(const struct line *line, void *with) {
  const struct assembling *assembling = with;
  if (!line->is_file) output_data(assembling->output, line->raw, line->raw_length);
  if (!line->is_file || !line->size || !line->name) return;
  char *inside = clean(line->name), *path = join(assembling->directory, inside);
  copy_file(assembling->output, path, line->size);
  free(inside);
  free(path);
}

void assemble(struct output *output, const char *record, const char *directory) {
  struct assembling assembling = {.output = output, .directory = directory};
  each_line(record, write_line, &assembling);
}
