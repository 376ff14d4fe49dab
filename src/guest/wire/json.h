// The little JSON that is needed: writing texts, and reading the scalars of one object.
#pragma once
#include "wire/bytes.h"

bool add_text(struct bytes *bytes, const char *text);
bool add_number(struct bytes *bytes, long value);
// A JSON string with its quotes, escaped as docker's json-file log does: < > & too, damaged UTF-8 as \ufffd.
bool add_json_string(struct bytes *bytes, const void *data, size_t length);

// Where json_read() puts the value of one key: a boolean, or a text of at most `size` - 1 bytes.
struct json_field {
  const char *key;
  bool *boolean;
  char *text;
  size_t size;
};

// Reads the fields of an object; other keys are skipped. False when it is malformed, or a value has another type or does not fit.
bool json_read(const void *data, size_t length, const struct json_field *fields, size_t count);
