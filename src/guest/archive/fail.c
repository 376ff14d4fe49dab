// Failures in the words of the engine that this one follows, and the small things every part needs.
#include "archive/archive.h"
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
  exit(1);
}

// As Go words it, where musl does otherwise.
static const struct {
  int error;
  const char *text;
} worded[] = {
    {EBUSY, "device or resource busy"},        {EDQUOT, "disk quota exceeded"},
    {EIO, "input/output error"},               {ELOOP, "too many levels of symbolic links"},
    {EMFILE, "too many open files"},           {ENAMETOOLONG, "file name too long"},
    {ENOMEM, "cannot allocate memory"},        {EOPNOTSUPP, "operation not supported"},
    {EOVERFLOW, "value too large for defined data type"}, {EXDEV, "invalid cross-device link"},
};

void fail_errno(const char *call, const char *path) {
  char text[128];
  snprintf(text, sizeof text, "%s", strerror(errno));
  for (size_t i = 0; i < sizeof worded / sizeof *worded; i++)
    if (worded[i].error == errno) snprintf(text, sizeof text, "%s", worded[i].text);
  text[0] = (char)tolower((unsigned char)text[0]);
  fail("%s %s: %s", call, path, text);
}

void *allocate(size_t size) {
  void *memory = malloc(size ? size : 1);
  if (!memory) fail("cannot allocate memory");
  return memory;
}

char *copy_text(const char *text) {
  char *copy = strdup(text);
  if (!copy) fail("cannot allocate memory");
  return copy;
}

char *join(const char *directory, const char *name) {
  char *path = allocate(strlen(directory) + strlen(name) + 2);
  sprintf(path, "%s%s%s", directory, *directory && *name ? "/" : "", name);
  return path;
}

char *clean(const char *path) {
  char *result = allocate(strlen(path) + 1), *to = result;
  while (*path) {
    size_t length = strcspn(path, "/");
    bool dot = length == 1 && path[0] == '.';
    bool up = length == 2 && path[0] == '.' && path[1] == '.';
    if (up) {
      while (to > result && *--to != '/') continue;
    } else if (length && !dot) {
      if (to > result) *to++ = '/';
      memmove(to, path, length);
      to += length;
    }
    path += length + (path[length] == '/');
  }
  *to = 0;
  return result;
}
