// Files that others watch, and the little text that is read.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

// Creates a directory and those above it.
void make_folders(const char *path, mode_t mode);
// The same for those above a file.
void make_folders_above(const char *path, mode_t mode);
// Writes beside it and renames it into place.
bool file_put(const char *path, const void *data, size_t length);
// Writes into a file that is there: one of the kernel's settings.
bool setting_put(const char *path, const char *text);
// Reads at most `size` - 1 bytes and ends them with NUL; -1 when it cannot be read.
ssize_t file_get(const char *path, char *text, size_t size);
// "DIR/NAME" in a buffer of PATH_MAX; the same buffer is returned.
char *path_join(char *to, const char *dir, const char *name);
