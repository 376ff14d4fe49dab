#include "wire/bytes.h"
#include <stdlib.h>
#include <string.h>

uint8_t *bytes_room(struct bytes *bytes, size_t length) {
  if (bytes->capacity - bytes->end >= length && bytes->data) return bytes->data + bytes->end;
  size_t held = bytes_length(bytes);
  if (length > SIZE_MAX / 4 - held) return NULL;
  if (bytes->start) memmove(bytes->data, bytes->data + bytes->start, held);
  bytes->start = 0;
  bytes->end = held;
  if (bytes->capacity - held >= length && bytes->data) return bytes->data + held;
  size_t capacity = bytes->capacity ? bytes->capacity : 256;
  while (capacity < held + length) capacity *= 2;
  uint8_t *data = realloc(bytes->data, capacity);
  if (!data) return NULL;
  bytes->data = data;
  bytes->capacity = capacity;
  return data + held;
}

bool bytes_add(struct bytes *bytes, const void *data, size_t length) {
  if (!length) return true;
  uint8_t *room = bytes_room(bytes, length);
  if (!room) return false;
  memcpy(room, data, length);
  bytes->end += length;
  return true;
}

void bytes_drop(struct bytes *bytes, size_t length) {
  bytes->start += length;
  if (bytes->start == bytes->end) bytes->start = bytes->end = 0;
}

void bytes_free(struct bytes *bytes) {
  free(bytes->data);
  *bytes = (struct bytes){0};
}
