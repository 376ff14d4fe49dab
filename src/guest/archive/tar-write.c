// Writes members of a tar archive: ustar, with pax records where a value does not fit (tar(5)).
#include "archive/archive.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_USTAR = 100, ID_MAX = 07777777 };

static void octal(uint8_t *field, size_t length, uint64_t value) {
  char text[24];
  snprintf(text, sizeof text, "%0*llo", (int)length - 1, (unsigned long long)value);
  memcpy(field, text, length - 1);
}

static void put_text(uint8_t *field, size_t length, const char *text) {
  size_t have = strlen(text);
  memcpy(field, text, have < length ? have : length);
}

static void write_block(struct output *output, const struct entry *entry) {
  uint8_t block[BLOCK] = {0};
  put_text(block, 100, entry->name);
  octal(block + 100, 8, entry->mode);
  octal(block + 108, 8, entry->uid > ID_MAX ? 0 : entry->uid);
  octal(block + 116, 8, entry->gid > ID_MAX ? 0 : entry->gid);
  octal(block + 124, 12, entry->size >> 33 ? 0 : entry->size);
  octal(block + 136, 12, entry->mtime < 0 ? 0 : (uint64_t)entry->mtime);
  block[156] = (uint8_t)entry->type;
  put_text(block + 157, 100, entry->target ? entry->target : "");
  memcpy(block + 257, "ustar\00000", 8);
  put_text(block + 265, 32, entry->uname);
  put_text(block + 297, 32, entry->gname);
  octal(block + 329, 8, entry->device_major);
  octal(block + 337, 8, entry->device_minor);
  memset(block + 148, ' ', 8);
  unsigned sum = 0;
  for (size_t i = 0; i < BLOCK; i++) sum += block[i];
  octal(block + 148, 7, sum);
  output_raw(output, block, BLOCK);
}

// A record's length counts its own digits.
static void add_record(struct bytes *to, const char *key, const void *value, size_t length) {
  size_t body = strlen(key) + length + 3, whole = body;
  char head[24];
  while (whole != body + (size_t)snprintf(head, sizeof head, "%zu", whole)) whole = body + strlen(head);
  bool ok = bytes_add(to, head, strlen(head)) && bytes_add(to, " ", 1) && bytes_add(to, key, strlen(key)) && bytes_add(to, "=", 1) &&
            bytes_add(to, value, length) && bytes_add(to, "\n", 1);
  if (!ok) fail("cannot allocate memory");
}

static void add_number_record(struct bytes *to, const char *key, long long value) {
  char text[24];
  snprintf(text, sizeof text, "%lld", value);
  add_record(to, key, text, strlen(text));
}

static bool is_ascii(const char *text) {
  while (*text && !(*text & 0x80)) text++;
  return !*text;
}

static void collect(struct bytes *to, const struct entry *entry) {
  const char *target = entry->target ? entry->target : "";
  if (strlen(entry->name) > NAME_MAX_USTAR || !is_ascii(entry->name)) add_record(to, "path", entry->name, strlen(entry->name));
  if (strlen(target) > NAME_MAX_USTAR || !is_ascii(target)) add_record(to, "linkpath", target, strlen(target));
  if (entry->uid > ID_MAX) add_number_record(to, "uid", entry->uid);
  if (entry->gid > ID_MAX) add_number_record(to, "gid", entry->gid);
  if (entry->mtime < 0) add_number_record(to, "mtime", entry->mtime);
  if (entry->size >> 33) add_number_record(to, "size", (long long)entry->size);
  for (size_t i = 0; i < entry->xattr_count; i++) {
    char *key = join("SCHILY.xattr", entry->xattrs[i].name);
    key[strlen("SCHILY.xattr")] = '.';
    add_record(to, key, entry->xattrs[i].value, entry->xattrs[i].length);
    free(key);
  }
}

void tar_padding(struct output *output, uint64_t size) {
  static const uint8_t zeros[BLOCK];
  output_raw(output, zeros, (size_t)(-size % BLOCK));
}

void tar_header(struct output *output, const struct entry *entry) {
  struct bytes records = {0};
  collect(&records, entry);
  size_t length = bytes_length(&records);
  if (length) {
    struct entry pax = {.name = "PaxHeaders.0/entry", .type = 'x', .mode = 0644, .size = length};
    write_block(output, &pax);
    output_raw(output, bytes_front(&records), length);
    tar_padding(output, length);
  }
  bytes_free(&records);
  write_block(output, entry);
}

void tar_end(struct output *output) {
  static const uint8_t zeros[2 * BLOCK];
  output_raw(output, zeros, sizeof zeros);
}
