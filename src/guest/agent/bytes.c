#include "bytes.h"

// Both machines that this is built for are little-endian, as the wire is.
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "numbers are copied as they are");

struct reader reader_of(const void *data, size_t length) {
  return (struct reader){.at = data, .end = (const uint8_t *)data + length};
}

size_t left(const struct reader *from) { return (size_t)(from->end - from->at); }

const uint8_t *get_raw(struct reader *from, size_t length) {
  if (from->bad || left(from) < length) {
    from->bad = true;
    return NULL;
  }
  const uint8_t *at = from->at;
  from->at += length;
  return at;
}

/** Number of `size` bytes; memory may be unaligned. */
static uint64_t get_number(struct reader *from, size_t size) {
  const uint8_t *at = get_raw(from, size);
  uint64_t value = 0;
  if (at) memcpy(&value, at, size);
  return value;
}

uint8_t get_u8(struct reader *from) { return (uint8_t)get_number(from, 1); }
uint16_t get_u16(struct reader *from) { return (uint16_t)get_number(from, 2); }
uint32_t get_u32(struct reader *from) { return (uint32_t)get_number(from, 4); }
uint64_t get_u64(struct reader *from) { return get_number(from, 8); }

double get_f64(struct reader *from) {
  uint64_t bits = get_number(from, 8);
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

const char *get_str(struct reader *from) {
  uint32_t length = get_u32(from);
  if (from->bad || length >= left(from)) {
    from->bad = true;
    return "";
  }
  const char *text = (const char *)get_raw(from, length + 1);
  if (text[length] || memchr(text, 0, length)) {
    from->bad = true;
    return "";
  }
  return text;
}

char **get_list(struct reader *from) {
  uint32_t count = get_u32(from);
  if (from->bad || count > left(from) / 5) {
    from->bad = true;
    return NULL;
  }
  char **list = calloc(count + 1, sizeof *list);
  if (!list) return NULL;
  for (uint32_t i = 0; i < count; i++) list[i] = (char *)get_str(from);
  if (!from->bad) return list;
  free(list);
  return NULL;
}

struct writer scratch_writer(void) {
  return (struct writer){.data = scratch, .size = SCRATCH_SIZE};
}

void put_raw(struct writer *to, const void *data, size_t length) {
  if (to->bad || to->size - to->used < length) {
    to->bad = true;
    return;
  }
  if (length) memcpy(to->data + to->used, data, length);
  to->used += length;
}


void put_u8(struct writer *to, uint8_t value) { put_raw(to, &value, sizeof value); }
void put_u32(struct writer *to, uint32_t value) { put_raw(to, &value, sizeof value); }
void put_u64(struct writer *to, uint64_t value) { put_raw(to, &value, sizeof value); }

void put_f64(struct writer *to, double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  put_u64(to, bits);
}

void put_text(struct writer *to, const char *text, size_t length) {
  put_u32(to, (uint32_t)length);
  put_raw(to, text, length);
  put_u8(to, 0);
}

void put_str(struct writer *to, const char *text) { put_text(to, text, strlen(text)); }
