// Reads members of a tar archive: ustar, pax extended headers and GNU long names (tar(5)).
#include "archive/archive.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXTENSION_MAX = 1024 * 1024 };

static const char invalid[] = "archive/tar: invalid tar header";

// What extended headers say of the next member.
struct extension {
  char *path, *link, *uname, *gname;
  bool has_size, has_uid, has_gid, has_mtime;
  uint64_t size;
  uint32_t uid, gid;
  int64_t mtime;
  struct xattr xattrs[XATTRS];
  size_t xattr_count;
};

static uint64_t number(const uint8_t *field, size_t length) {
  if (field[0] & 0x80) {
    uint64_t value = field[0] & 0x7f;
    if (field[0] & 0x40) fail("%s", invalid); // negative
    for (size_t i = 1; i < length; i++) {
      if (value >> 55) fail("%s", invalid);
      value = value << 8 | field[i];
    }
    return value;
  }
  size_t at = 0;
  uint64_t value = 0;
  while (at < length && (field[at] == ' ' || field[at] == 0)) at++;
  for (; at < length && field[at] && field[at] != ' '; at++) {
    if (field[at] < '0' || field[at] > '7') fail("%s", invalid);
    value = value << 3 | (uint64_t)(field[at] - '0');
  }
  return value;
}

static bool sum_is_right(const uint8_t *block) {
  uint32_t plain = 0;
  int32_t with_sign = 0;
  for (size_t i = 0; i < BLOCK; i++) {
    uint8_t byte = i >= 148 && i < 156 ? ' ' : block[i];
    plain += byte;
    with_sign += (int8_t)byte;
  }
  uint64_t stated = number(block + 148, 8);
  return stated == plain || (int64_t)stated == with_sign;
}

bool is_tar_header(const uint8_t *block) {
  for (size_t i = 148; i < 156; i++)
    if (block[i] && block[i] != ' ' && (block[i] < '0' || block[i] > '7')) return false;
  return sum_is_right(block);
}

static char *field_text(const uint8_t *field, size_t length) {
  char *text = allocate(length + 1);
  memcpy(text, field, length);
  text[length] = 0;
  return text;
}

static char *name_of(const uint8_t *block) {
  char *name = field_text(block, 100);
  if (memcmp(block + 257, "ustar\0", 6) || !block[345]) return name;
  char *prefix = field_text(block + 345, 155);
  char *whole = join(prefix, name);
  free(prefix);
  free(name);
  return whole;
}

static uint8_t *read_extension(struct input *input, uint64_t size) {
  if (size > EXTENSION_MAX) fail("%s", invalid);
  uint8_t *data = allocate((size_t)size + 1);
  data[size] = 0;
  for (uint64_t at = 0; at < size;) {
    uint8_t *piece;
    size_t got = input_some(input, &piece, size - at);
    if (!got) fail("unexpected EOF");
    split_raw(input->split, piece, got);
    memcpy(data + at, piece, got);
    at += got;
  }
  input_skip(input, -size % BLOCK, true);
  return data;
}

static void replace(char **text, const char *with) {
  free(*text);
  *text = copy_text(with);
}

static int64_t seconds(const char *value) {
  char *end;
  long long whole = strtoll(value, &end, 10);
  if (end == value || (*end && *end != '.')) fail("%s", invalid);
  bool before = *value == '-' && *end && strspn(end + 1, "0") < strlen(end + 1);
  return whole - before;
}

static void take_record(struct extension *to, const char *key, char *value, size_t length) {
  static const char xattr[] = "SCHILY.xattr.";
  if (!strcmp(key, "path")) replace(&to->path, value);
  else if (!strcmp(key, "linkpath")) replace(&to->link, value);
  else if (!strcmp(key, "uname")) replace(&to->uname, value);
  else if (!strcmp(key, "gname")) replace(&to->gname, value);
  else if (!strcmp(key, "size")) to->has_size = true, to->size = strtoull(value, NULL, 10);
  else if (!strcmp(key, "uid")) to->has_uid = true, to->uid = (uint32_t)strtoul(value, NULL, 10);
  else if (!strcmp(key, "gid")) to->has_gid = true, to->gid = (uint32_t)strtoul(value, NULL, 10);
  else if (!strcmp(key, "mtime")) to->has_mtime = true, to->mtime = seconds(value);
  else if (!strncmp(key, "GNU.sparse.", 11)) fail("archive/tar: sparse files are not supported by this engine");
  else if (!strncmp(key, xattr, sizeof xattr - 1) && to->xattr_count < XATTRS) {
    struct xattr *into = &to->xattrs[to->xattr_count++];
    *into = (struct xattr){.name = copy_text(key + sizeof xattr - 1), .value = allocate(length), .length = length};
    memcpy(into->value, value, length);
  }
}

// Records are "LENGTH KEY=VALUE\n", the length counting all of it.
static void read_pax(struct extension *to, uint8_t *data, uint64_t size) {
  char *at = (char *)data, *end = at + size;
  while (at < end) {
    char *space;
    unsigned long length = strtoul(at, &space, 10);
    char *equals = memchr(at, '=', (size_t)(end - at));
    if (*space != ' ' || length < 5 || length > (size_t)(end - at) || !equals || equals >= at + length || at[length - 1] != '\n')
      fail("%s", invalid);
    *equals = at[length - 1] = 0;
    take_record(to, space + 1, equals + 1, (size_t)(at + length - 1 - (equals + 1)));
    at += length;
  }
}

static bool extends(struct input *input, struct extension *to, char type, uint64_t size) {
  if (!strchr("xgLK", type) || !type) return false;
  uint8_t *data = read_extension(input, size);
  if (type == 'x') read_pax(to, data, size);
  if (type == 'L') replace(&to->path, (char *)data);
  if (type == 'K') replace(&to->link, (char *)data);
  free(data);
  return true;
}

static void finish(struct entry *entry, const uint8_t *block, struct extension *also) {
  bool posix = !memcmp(block + 257, "ustar", 5);
  *entry = (struct entry){
      .name = also->path ? also->path : name_of(block),
      .target = also->link ? also->link : field_text(block + 157, 100),
      .type = block[156] ? (char)block[156] : '0',
      .mode = (uint32_t)number(block + 100, 8),
      .uid = also->has_uid ? also->uid : (uint32_t)number(block + 108, 8),
      .gid = also->has_gid ? also->gid : (uint32_t)number(block + 116, 8),
      .size = also->has_size ? also->size : number(block + 124, 12),
      .mtime = also->has_mtime ? also->mtime : (int64_t)number(block + 136, 12),
      .device_major = posix ? (unsigned)number(block + 329, 8) : 0,
      .device_minor = posix ? (unsigned)number(block + 337, 8) : 0,
      .xattr_count = also->xattr_count,
  };
  memcpy(entry->xattrs, also->xattrs, sizeof entry->xattrs);
  if (posix) {
    snprintf(entry->uname, sizeof entry->uname, "%.32s", also->uname ? also->uname : (const char *)block + 265);
    snprintf(entry->gname, sizeof entry->gname, "%.32s", also->gname ? also->gname : (const char *)block + 297);
  }
  free(also->uname);
  free(also->gname);
  if (entry->type == 'S') fail("archive/tar: sparse files are not supported by this engine");
  if (entry->type == '7') entry->type = '0';
  size_t length = strlen(entry->name);
  if (entry->type == '0' && length && entry->name[length - 1] == '/') entry->type = '5';
  if (strchr("123456", entry->type)) entry->size = 0;
}

bool tar_next(struct input *input, struct entry *entry) {
  static const uint8_t zeros[BLOCK];
  struct extension also = {0};
  uint8_t block[BLOCK];
  while (input_block(input, block)) {
    if (!memcmp(block, zeros, BLOCK)) return false;
    if (!sum_is_right(block)) fail("%s", invalid);
    uint64_t size = number(block + 124, 12);
    if (extends(input, &also, (char)block[156], size)) continue;
    finish(entry, block, &also);
    return true;
  }
  return false;
}

void entry_free(struct entry *entry) {
  free(entry->name);
  free(entry->target);
  for (size_t i = 0; i < entry->xattr_count; i++) {
    free(entry->xattrs[i].name);
    free(entry->xattrs[i].value);
  }
}
