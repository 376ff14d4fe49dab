// What a member of an archive counts for in the build cache: docker's tarsum, version 1, over its header and then its data.
#include "archive/archive.h"
#include <stdio.h>
#include <string.h>

static void add_field(struct sha256 *sum, const char *key, const char *value) {
  sha256_add(sum, key, strlen(key));
  sha256_add(sum, value, strlen(value));
}

static void add_number(struct sha256 *sum, const char *key, unsigned long long value) {
  char text[24];
  snprintf(text, sizeof text, "%llu", value);
  add_field(sum, key, text);
}

// The fields that docker's tarsum, version 1, counts in.
void sum_header(struct sha256 *sum, const struct entry *entry) {
  char type[2] = {entry->type};
  sha256_begin(sum);
  add_field(sum, "name", entry->name);
  add_number(sum, "mode", entry->mode);
  add_number(sum, "uid", entry->uid);
  add_number(sum, "gid", entry->gid);
  add_number(sum, "size", entry->size);
  add_field(sum, "typeflag", type);
  add_field(sum, "linkname", entry->target ? entry->target : "");
  add_field(sum, "uname", entry->uname);
  add_field(sum, "gname", entry->gname);
  add_number(sum, "devmajor", entry->device_major);
  add_number(sum, "devminor", entry->device_minor);
  for (size_t i = 0; i < entry->xattr_count; i++) {
    add_field(sum, entry->xattrs[i].name, "");
    sha256_add(sum, entry->xattrs[i].value, entry->xattrs[i].length);
  }
}
