// The keys that detach from a container.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { KEYS_MAX = 16 };

struct keys {
  uint8_t sequence[KEYS_MAX];
  size_t length;
  size_t matched; // keys of the sequence typed so far and held back
};

// Parses "ctrl-p,ctrl-q"; what cannot be parsed gives docker's default.
struct keys keys_parse(const char *text);
// Takes one typed byte. True when the sequence is complete. Else `out` gets what must be passed on: 0 to KEYS_MAX bytes.
bool keys_type(struct keys *keys, uint8_t typed, uint8_t *out, size_t *length);
