// A growing array of bytes, taken from the front and added to at the end.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes {
  uint8_t *data;
  size_t start, end, capacity;
};

static inline size_t bytes_length(const struct bytes *bytes) { return bytes->end - bytes->start; }
static inline const uint8_t *bytes_front(const struct bytes *bytes) { return bytes->data + bytes->start; }

// Room for `length` more bytes at the end, or NULL when memory is out.
uint8_t *bytes_room(struct bytes *bytes, size_t length);
// False when memory is out; then nothing was added.
bool bytes_add(struct bytes *bytes, const void *data, size_t length);
void bytes_drop(struct bytes *bytes, size_t length);
void bytes_free(struct bytes *bytes);
