#include "wire/json.h"
#include <stdio.h>
#include <string.h>

bool add_text(struct bytes *bytes, const char *text) { return bytes_add(bytes, text, strlen(text)); }

bool add_number(struct bytes *bytes, long value) {
  char digits[24];
  int length = snprintf(digits, sizeof digits, "%ld", value);
  return bytes_add(bytes, digits, (size_t)length);
}

// Length of the UTF-8 character at the front of data, 0 when it is damaged (RFC 3629).
static size_t utf8_length(const uint8_t *data, size_t length) {
  static const struct {
    uint8_t first, last, low, high;
    uint8_t length;
  } forms[] = {
      {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3},
      {0xee, 0xef, 0x80, 0xbf, 3}, {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
  };
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    if (data[0] < forms[i].first || data[0] > forms[i].last) continue;
    if (forms[i].length > length || data[1] < forms[i].low || data[1] > forms[i].high) return 0;
    for (size_t j = 2; j < forms[i].length; j++)
      if (data[j] < 0x80 || data[j] > 0xbf) return 0;
    return forms[i].length;
  }
  return 0;
}

static bool is_plain(uint8_t byte) {
  return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\' && byte != '<' && byte != '>' && byte != '&';
}

static bool add_escaped(struct bytes *bytes, uint8_t byte) {
  if (byte == '"') return add_text(bytes, "\\\"");
  if (byte == '\\') return add_text(bytes, "\\\\");
  if (byte == '\n') return add_text(bytes, "\\n");
  if (byte == '\r') return add_text(bytes, "\\r");
  char escape[8];
  int length = snprintf(escape, sizeof escape, "\\u%04x", byte);
  return bytes_add(bytes, escape, (size_t)length);
}

static bool add_wide(struct bytes *bytes, const uint8_t *data, size_t length) {
  // JavaScript of old took U+2028 and U+2029 for ends of line; docker escapes them.
  bool line_end = length == 3 && data[0] == 0xe2 && data[1] == 0x80 && (data[2] & 0xfe) == 0xa8;
  if (line_end) return add_text(bytes, data[2] == 0xa8 ? "\\u2028" : "\\u2029");
  return bytes_add(bytes, data, length);
}

bool add_json_string(struct bytes *bytes, const void *data, size_t length) {
  const uint8_t *from = data, *end = from + length;
  bool ok = add_text(bytes, "\"");
  while (ok && from < end) {
    const uint8_t *plain = from;
    while (from < end && is_plain(*from)) from++;
    ok = bytes_add(bytes, plain, (size_t)(from - plain));
    if (from == end || !ok) break;
    if (*from < 0x80) {
      ok = add_escaped(bytes, *from++);
      continue;
    }
    size_t wide = utf8_length(from, (size_t)(end - from));
    ok = wide ? add_wide(bytes, from, wide) : add_text(bytes, "\\ufffd");
    from += wide ? wide : 1;
  }
  return ok && add_text(bytes, "\"");
}
