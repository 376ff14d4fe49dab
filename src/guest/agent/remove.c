// Removing, with `recursive` a whole tree: never follows a symlink, never enters another mount.
#include "batch.h"

#include <dirent.h>
#include <sys/stat.h>

enum { SLICE = 256, DEPTH = 64, NAME_SIZE = 256 };

struct level {
  DIR *dir;
  char name[NAME_SIZE]; // in the level above
};

struct removal {
  char *path;
  int depth; // levels open
  bool removed; // something, since the top was last read from its beginning
  unsigned hoisted;
  struct level levels[DEPTH];
};

/** Opens a directory to empty it. Returns NULL and sets errno; EBUSY for the root of a mount. */
static DIR *enter(int parent, const char *name) {
  struct statx facts;
  int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0) return NULL;
  int failed = statx(fd, "", AT_EMPTY_PATH, 0, &facts);
  if (!failed && facts.stx_attributes & STATX_ATTR_MOUNT_ROOT) {
    close(fd);
    errno = EBUSY;
    return NULL;
  }
  DIR *dir = fdopendir(fd);
  if (!dir) close(fd);
  return dir;
}

static void cancel_remove(struct batch *batch) {
  struct removal *removal = batch->state;
  while (removal->depth) closedir(removal->levels[--removal->depth].dir);
  free(removal->path);
  free(removal);
}

/** Takes a directory that lies too deep up to the top, where it is met again later. */
static int hoist(struct removal *removal, int parent, const char *name) {
  char moved[32];
  int top = dirfd(removal->levels[0].dir);
  for (;;) {
    snprintf(moved, sizeof moved, ".fishbowl-removed-%u", removal->hoisted++);
    if (!renameat2(parent, name, top, moved, RENAME_NOREPLACE)) return 0;
    if (errno != EEXIST) return errno;
  }
}

static int remove_entry(struct removal *removal, const char *name) {
  int parent = dirfd(removal->levels[removal->depth - 1].dir);
  if (!unlinkat(parent, name, 0) || errno == ENOENT) {
    removal->removed = true;
    return 0;
  }
  if (errno != EISDIR && errno != EPERM) return errno;
  if (removal->depth == DEPTH) {
    removal->removed = true;
    return hoist(removal, parent, name);
  }
  struct level *level = &removal->levels[removal->depth];
  level->dir = enter(parent, name);
  if (!level->dir) return errno == ENOTDIR ? EPERM : errno;
  snprintf(level->name, sizeof level->name, "%s", name);
  removal->depth++;
  return 0;
}

/** The innermost directory has been read to its end. */
static int leave(struct removal *removal) {
  struct level *level = &removal->levels[removal->depth - 1];
  bool top = removal->depth == 1;
  int parent = top ? AT_FDCWD : dirfd(removal->levels[removal->depth - 2].dir);
  if (unlinkat(parent, top ? removal->path : level->name, AT_REMOVEDIR) && errno != ENOENT) {
    if (errno != ENOTEMPTY || !removal->removed) return errno;
    removal->removed = false;
    rewinddir(level->dir);
    return 0;
  }
  closedir(level->dir);
  removal->depth--;
  removal->removed = true;
  return 0;
}

static enum progress step_remove(struct batch *batch) {
  struct removal *removal = batch->state;
  int error = 0;
  for (int i = 0; i < SLICE && removal->depth && !error; i++) {
    errno = 0;
    struct dirent *entry = readdir(removal->levels[removal->depth - 1].dir);
    if (!entry) error = errno ? errno : leave(removal);
    else if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
      error = remove_entry(removal, entry->d_name);
  }
  if (removal->depth && !error) return GOES_ON;
  cancel_remove(batch);
  batch_result(batch, error, NULL);
  return OVER;
}

static const struct work remove_work = {.step = step_remove, .cancel = cancel_remove};

int start_remove(struct batch *batch, struct reader *arguments, struct writer *value) {
  (void)value;
  struct stat stat;
  const char *path = get_str(arguments);
  bool recursive = get_u8(arguments);
  if (arguments->bad || path[0] != '/') return EINVAL;
  if (lstat(path, &stat)) return errno;
  if (!S_ISDIR(stat.st_mode)) return unlink(path) ? errno : 0;
  if (!rmdir(path)) return 0;
  if (!recursive || errno != ENOTEMPTY) return errno;
  struct removal *removal = calloc(1, sizeof *removal);
  if (!removal || !(removal->path = strdup(path))) {
    free(removal);
    return ENOMEM;
  }
  removal->levels[0].dir = enter(AT_FDCWD, path);
  if (!removal->levels[0].dir) {
    int error = errno;
    free(removal->path);
    free(removal);
    return error;
  }
  removal->depth = 1;
  batch->state = removal;
  batch->work = &remove_work;
  return -1;
}
