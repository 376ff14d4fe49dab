#include "archive/archive.h"
#include "wire/json.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void say(struct bytes *line) {
  fwrite(bytes_front(line), 1, bytes_length(line), stderr);
  bytes_free(line);
}

void tell_digest(struct sha256 *digest, uint64_t size) {
  char hex[65];
  sha256_end(digest, hex);
  fprintf(stderr, "{\"digest\":\"sha256:%s\",\"size\":%llu}\n", hex, (unsigned long long)size);
}

void tell_bytes(uint64_t count) { fprintf(stderr, "{\"bytes\":%llu}\n", (unsigned long long)count); }

void tell_archive(bool is_archive) { fprintf(stderr, "{\"archive\":%s}\n", is_archive ? "true" : "false"); }

void tell_sum(const char *name, struct sha256 *sum) {
  char hex[65];
  struct bytes line = {0};
  sha256_end(sum, hex);
  add_text(&line, "{\"name\":");
  add_json_string(&line, name, strlen(name));
  add_text(&line, ",\"sum\":\"");
  add_text(&line, hex);
  add_text(&line, "\"}\n");
  say(&line);
}

void tell_change(char kind, const char *path) {
  struct bytes line = {0};
  char start[] = "{\"kind\":\"?\",\"path\":";
  *strchr(start, '?') = kind;
  add_text(&line, start);
  char *absolute = allocate(strlen(path) + 2);
  sprintf(absolute, "/%s", path);
  add_json_string(&line, absolute, strlen(absolute));
  free(absolute);
  add_text(&line, "}\n");
  say(&line);
}
