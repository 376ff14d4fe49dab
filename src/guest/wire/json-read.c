#include "wire/json.h"
#include <string.h>

struct reader {
  const char *at, *end;
};

static void skip_space(struct reader *in) {
  while (in->at < in->end && strchr(" \t\r\n", *in->at) && *in->at) in->at++;
}

static bool take(struct reader *in, char wanted) {
  skip_space(in);
  if (in->at == in->end || *in->at != wanted) return false;
  in->at++;
  return true;
}

static bool take_word(struct reader *in, const char *word) {
  size_t length = strlen(word);
  if ((size_t)(in->end - in->at) < length || memcmp(in->at, word, length)) return false;
  in->at += length;
  return true;
}

static int hex(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  digit |= 0x20;
  return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

// Puts at most three UTF-8 bytes; halves of surrogate pairs are put alone, as nothing here needs them.
static bool take_unicode(struct reader *in, char *to, size_t *length) {
  if (in->end - in->at < 4) return false;
  unsigned code = 0;
  for (int i = 0; i < 4; i++) {
    int digit = hex(*in->at++);
    if (digit < 0) return false;
    code = code << 4 | (unsigned)digit;
  }
  if (code < 0x80) {
    to[(*length)++] = (char)code;
    return true;
  }
  to[(*length)++] = (char)(code < 0x800 ? 0xc0 | code >> 6 : 0xe0 | code >> 12);
  if (code >= 0x800) to[(*length)++] = (char)(0x80 | (code >> 6 & 0x3f));
  to[(*length)++] = (char)(0x80 | (code & 0x3f));
  return true;
}

static bool take_escape(struct reader *in, char *to, size_t *length) {
  static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
  if (in->at == in->end || !*in->at) return false;
  char name = *in->at++;
  if (name == 'u') return take_unicode(in, to, length);
  const char *found = strchr(names, name);
  if (!found) return false;
  to[(*length)++] = values[found - names];
  return true;
}

// Reads a string into `text`, or over it when text is NULL; it must fit into `size` with its NUL.
static bool take_string(struct reader *in, char *text, size_t size) {
  if (!take(in, '"')) return false;
  size_t used = 0;
  while (in->at < in->end && *in->at != '"') {
    char piece[4];
    size_t length = 0;
    char next = *in->at++;
    if (next != '\\') piece[length++] = next;
    else if (!take_escape(in, piece, &length)) return false;
    if (!text) continue;
    if (used + length >= size) return false;
    memcpy(text + used, piece, length);
    used += length;
  }
  if (text) text[used] = 0;
  return take(in, '"');
}

static bool skip_scalar(struct reader *in) {
  const char *from = in->at;
  while (in->at < in->end && *in->at && !strchr(",]} \t\r\n", *in->at)) in->at++;
  return in->at > from;
}

// Skips any value; brackets are only counted.
static bool skip_value(struct reader *in) {
  size_t depth = 0;
  do {
    skip_space(in);
    if (in->at == in->end) return false;
    char next = *in->at;
    if (next == '{' || next == '[') depth++, in->at++;
    else if ((next == '}' || next == ']') && depth) depth--, in->at++;
    else if ((next == ',' || next == ':') && depth) in->at++;
    else if (next == '"' ? !take_string(in, NULL, 0) : !skip_scalar(in)) return false;
  } while (depth);
  return true;
}

static bool take_field(struct reader *in, const struct json_field *field) {
  skip_space(in);
  if (field->text) return take_string(in, field->text, field->size);
  *field->boolean = take_word(in, "true");
  return *field->boolean || take_word(in, "false");
}

static bool take_member(struct reader *in, const struct json_field *fields, size_t count) {
  char key[64];
  if (!take_string(in, key, sizeof key) || !take(in, ':')) return false;
  for (size_t i = 0; i < count; i++)
    if (!strcmp(key, fields[i].key)) return take_field(in, &fields[i]);
  return skip_value(in);
}

bool json_read(const void *data, size_t length, const struct json_field *fields, size_t count) {
  struct reader in = {data, (const char *)data + length};
  if (!take(&in, '{')) return false;
  if (!take(&in, '}')) {
    do {
      if (!take_member(&in, fields, count)) return false;
    } while (take(&in, ','));
    if (!take(&in, '}')) return false;
  }
  skip_space(&in);
  return in.at == in.end;
}
