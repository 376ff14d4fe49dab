// What an overlay's own layer changes of what lies below it, as `docker diff` tells it.
#include "archive/archive.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/xattr.h>

static bool is_opaque(const char *path) {
  char value;
  return lgetxattr(path, "trusted.overlay.opaque", &value, 1) == 1 && value == 'y';
}

static int is_child(const struct dirent *entry) { return strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."); }

static bool differs(const struct stat *now, const struct stat *before) {
  bool owner = now->st_mode != before->st_mode || now->st_uid != before->st_uid || now->st_gid != before->st_gid;
  if (owner || now->st_rdev != before->st_rdev) return true;
  return !S_ISDIR(now->st_mode) && (now->st_mtime != before->st_mtime || now->st_mtim.tv_nsec != before->st_mtim.tv_nsec || now->st_size != before->st_size);
}

static bool compare(const char *upper, const char *lower, const char *path);

static int names_of(const char *path, struct dirent ***names) {
  int count = scandir(path, names, is_child, alphasort);
  return count < 0 ? 0 : count;
}

// Names that lie hidden below an opaque directory, and were not written anew.
static bool tell_hidden(const char *upper, const char *lower, const char *path) {
  struct dirent **names;
  struct stat stat;
  bool any = false;
  int count = names_of(lower, &names);
  for (int i = 0; i < count; i++) {
    char *above = join(upper, names[i]->d_name), *own = join(path, names[i]->d_name);
    if (lstat(above, &stat)) tell_change('D', own), any = true;
    free(above);
    free(own);
    free(names[i]);
  }
  if (count) free(names);
  return any;
}

static bool compare_children(const char *upper, const char *lower, const char *path) {
  struct dirent **names;
  bool any = is_opaque(upper) && tell_hidden(upper, lower, path);
  int count = names_of(upper, &names);
  for (int i = 0; i < count; i++) {
    char *up = join(upper, names[i]->d_name), *low = join(lower, names[i]->d_name), *own = join(path, names[i]->d_name);
    any |= compare(up, low, own);
    free(up);
    free(low);
    free(own);
    free(names[i]);
  }
  if (count) free(names);
  return any;
}

static bool compare(const char *upper, const char *lower, const char *path) {
  struct stat now, before;
  if (lstat(upper, &now)) return false;
  bool existed = !lstat(lower, &before);
  if (is_whiteout_device(&now)) {
    if (existed) tell_change('D', path);
    return existed;
  }
  bool changed = !existed || differs(&now, &before);
  if (changed) tell_change(existed ? 'C' : 'A', path);
  if (!S_ISDIR(now.st_mode)) return changed;
  bool below = compare_children(upper, lower, path);
  // A directory in which something changed has changed: docker names it too.
  if (below && !changed) tell_change('C', path);
  return changed || below;
}

// changes UPPER LOWER: the upper directory, and the layers below it mounted as one
void changes(char **argv) { compare_children(argv[1], argv[2], ""); }
