// Bounds-checked reading of payloads and writing into fixed memory. Both fail softly: check `bad` once at the end.
#ifndef BYTES_H
#define BYTES_H

#include "base.h"

struct reader {
  const uint8_t *at;
  const uint8_t *end;
  bool bad;
};

struct writer {
  uint8_t *data;
  size_t used;
  size_t size;
  bool bad;
};

struct reader reader_of(const void *data, size_t length);
uint8_t get_u8(struct reader *from);
uint16_t get_u16(struct reader *from);
uint32_t get_u32(struct reader *from);
uint64_t get_u64(struct reader *from);
double get_f64(struct reader *from);
const uint8_t *get_raw(struct reader *from, size_t length);
/** A string in place; "" when damaged. */
const char *get_str(struct reader *from);
/** A NULL-terminated vector of strings in place, to be freed; NULL when damaged or out of memory. */
char **get_list(struct reader *from);
size_t left(const struct reader *from);

/** A writer over the scratch memory. */
struct writer scratch_writer(void);
void put_u8(struct writer *to, uint8_t value);
void put_u32(struct writer *to, uint32_t value);
void put_u64(struct writer *to, uint64_t value);
void put_f64(struct writer *to, double value);
void put_raw(struct writer *to, const void *data, size_t length);
void put_text(struct writer *to, const char *text, size_t length);
void put_str(struct writer *to, const char *text);

#endif
