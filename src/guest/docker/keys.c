#include "docker/keys.h"
#include <string.h>

static bool parse_key(const char *text, size_t length, uint8_t *key) {
  if (length == 1) {
    *key = (uint8_t)*text;
    return true;
  }
  if (length != 6 || memcmp(text, "ctrl-", 5)) return false;
  char name = text[5];
  bool named = (name >= 'a' && name <= 'z') || (name && strchr("@[\\]^_", name));
  *key = (uint8_t)name & 0x1f;
  return named;
}

static bool parse_sequence(const char *text, struct keys *keys) {
  for (;;) {
    size_t length = strcspn(text, ",");
    if (keys->length == KEYS_MAX || !parse_key(text, length, &keys->sequence[keys->length++])) return false;
    if (!text[length]) return true;
    text += length + 1;
  }
}

struct keys keys_parse(const char *text) {
  struct keys keys = {0};
  if (parse_sequence(text, &keys)) return keys;
  return (struct keys){.sequence = {0x10, 0x11}, .length = 2};
}

bool keys_type(struct keys *keys, uint8_t typed, uint8_t *out, size_t *length) {
  *length = 0;
  if (typed == keys->sequence[keys->matched]) {
    if (++keys->matched < keys->length) return false;
    keys->matched = 0;
    return true;
  }
  // As docker's: the wrong key is passed on with those held back, and does not start the sequence anew, unless none was held.
  memcpy(out, keys->sequence, keys->matched);
  out[keys->matched] = typed;
  *length = keys->matched + 1;
  keys->matched = 0;
  return false;
}
