// Writes an archive from stdin as files below a directory, as docker's archive package does.
#include "archive/archive.h"
#include <errno.h>
#include <fcntl.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

struct unpacking {
  struct input input;
  bool overlay;    // whiteouts become overlayfs' own
  bool sums;       // each member's sum is told, as the build cache compares them
  bool keep_kinds; // a directory is not replaced by a file, nor a file by a directory
  bool chown;
  uint32_t uid, gid;
  uint64_t size; // bytes of files and symlinks
  struct moment *moments;
};

// Directories get their times last, as files are still written into them.
struct moment {
  char *path;
  int64_t mtime;
  struct moment *next;
};

static const char *below; // where members go, as whoever asked named it

static const char *here(const char *path) { return *path ? path : "."; }

/** A member's place as complaints name it. */
static char *place(const char *path) {
  char *clean_below = clean(below);
  char *inside = join(clean_below, path);
  char *whole = allocate(strlen(inside) + 2);
  sprintf(whole, "/%s", inside);
  free(clean_below);
  free(inside);
  return whole;
}

static void fail_at(const char *call, const char *path) {
  int error = errno;
  char *whole = place(path);
  errno = error;
  fail_errno(call, whole);
}

static void remove_all(const char *path) {
  if (!unlink(path) || errno == ENOENT) return;
  DIR *directory = errno == EISDIR ? opendir(path) : NULL;
  if (!directory) fail_at("unlinkat", path);
  for (struct dirent *entry; (entry = readdir(directory));) {
    if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
    char *child = join(path, entry->d_name);
    remove_all(child);
    free(child);
  }
  closedir(directory);
  if (rmdir(path)) fail_at("unlinkat", path);
}

static void make_parents(char *path) {
  for (char *at = strchr(path, '/'); at; at = strchr(at + 1, '/')) {
    *at = 0;
    struct stat stat;
    if (lstat(path, &stat) && mkdir(path, 0755)) fail_at("mkdir", path);
    *at = '/';
  }
}

static void set_times(const char *path, int64_t mtime) {
  struct timespec times[2] = {{.tv_sec = (time_t)mtime}, {.tv_sec = (time_t)mtime}};
  if (utimensat(AT_FDCWD, here(path), times, AT_SYMLINK_NOFOLLOW)) fail_at("chtimes", path);
}

// True when the member only said that something is deleted.
static bool whiteout(struct unpacking *un, const struct entry *entry, char *path) {
  char *base = strrchr(path, '/');
  base = base ? base + 1 : path;
  if (!un->overlay || strncmp(base, ".wh.", 4)) return false;
  bool opaque = !strcmp(base, ".wh..wh..opq");
  if (opaque) {
    *base = 0;
    if (lsetxattr(here(path), "trusted.overlay.opaque", "y", 1, 0)) fail_at("setxattr", path);
  } else if (strncmp(base, ".wh..wh.", 8)) {
    memmove(base, base + 4, strlen(base + 4) + 1);
    remove_all(path);
    if (mknod(path, S_IFCHR, makedev(0, 0))) fail_at("mknod", path);
    if (lchown(path, entry->uid, entry->gid)) fail_at("lchown", path);
  }
  input_skip(&un->input, entry->size + (-entry->size % BLOCK), true);
  return true;
}

static void write_file(struct unpacking *un, const struct entry *entry, const char *path, struct sha256 *sum) {
  int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, entry->mode & 0777);
  if (fd < 0) fail_at("open", path);
  split_file(un->input.split, entry->name, entry->size);
  for (uint64_t left = entry->size; left;) {
    uint8_t *data;
    size_t got = input_some(&un->input, &data, left);
    if (!got) fail("unexpected EOF");
    if (un->sums) sha256_add(sum, data, got);
    for (size_t at = 0; at < got;) {
      ssize_t wrote = write(fd, data + at, got - at);
      if (wrote < 0) fail_at("write", path);
      at += (size_t)wrote;
    }
    left -= got;
  }
  close(fd);
  un->size += entry->size;
  input_skip(&un->input, -entry->size % BLOCK, true);
}

static void make_link(const struct entry *entry, const char *path) {
  char *target = clean(entry->target);
  if (linkat(AT_FDCWD, here(target), AT_FDCWD, path, 0)) {
    int error = errno;
    char *from = place(target), *to = place(path);
    char *both = allocate(strlen(from) + strlen(to) + 2);
    sprintf(both, "%s %s", from, to);
    errno = error;
    fail_errno("link", both);
  }
  free(target);
}

static void make_node(const struct entry *entry, const char *path) {
  mode_t kind = entry->type == '3' ? S_IFCHR : entry->type == '4' ? S_IFBLK : S_IFIFO;
  if (mknod(path, kind | (entry->mode & 07777), makedev(entry->device_major, entry->device_minor))) fail_at("mknod", path);
}

static void make_directory(struct unpacking *un, const struct entry *entry, const char *path) {
  struct stat stat;
  bool present = !lstat(here(path), &stat) && S_ISDIR(stat.st_mode);
  if (!present && mkdir(path, entry->mode & 0777)) fail_at("mkdir", path);
  struct moment *moment = allocate(sizeof *moment);
  *moment = (struct moment){.path = copy_text(path), .mtime = entry->mtime, .next = un->moments};
  un->moments = moment;
}

static void make(struct unpacking *un, const struct entry *entry, const char *path, struct sha256 *sum) {
  switch (entry->type) {
  case '0': write_file(un, entry, path, sum); break;
  case '1': make_link(entry, path); return;
  case '2':
    if (symlink(entry->target, path)) fail_at("symlink", path);
    un->size += strlen(entry->target);
    break;
  case '3': case '4': case '6': make_node(entry, path); break;
  case '5': make_directory(un, entry, path); break;
  default: fail("unhandled tar header type %d", entry->type);
  }
  uint32_t uid = un->chown ? un->uid : entry->uid, gid = un->chown ? un->gid : entry->gid;
  if (lchown(here(path), uid, gid)) fail_at("lchown", path);
  for (size_t i = 0; i < entry->xattr_count; i++) {
    const struct xattr *xattr = &entry->xattrs[i];
    if (lsetxattr(here(path), xattr->name, xattr->value, xattr->length, 0) && errno != EOPNOTSUPP && errno != EPERM) fail_at("setxattr", path);
  }
  if (entry->type != '2' && chmod(here(path), entry->mode & 07777)) fail_at("chmod", path);
  if (entry->type != '5') set_times(path, entry->mtime);
}

// What stands in the way goes, but for a directory where a directory is to be.
static void clear(const struct unpacking *un, const struct entry *entry, const char *path) {
  struct stat stat;
  if (lstat(here(path), &stat)) return;
  bool directory = S_ISDIR(stat.st_mode);
  if (un->keep_kinds && directory != (entry->type == '5'))
    fail(directory ? "cannot overwrite directory \"%s\" with non-directory \"%s\"" : "cannot overwrite non-directory \"%s\" with directory \"%s\"",
         place(path), place(""));
  if (*path && !(directory && entry->type == '5')) remove_all(path);
}

static void take(struct unpacking *un, struct entry *entry) {
  char *path = clean(entry->name);
  struct sha256 sum;
  if (un->sums) sum_header(&sum, entry);
  make_parents(path);
  if (!whiteout(un, entry, path)) {
    clear(un, entry, path);
    if (*path || entry->type == '5') make(un, entry, path, &sum);
    else input_skip(&un->input, entry->size + (-entry->size % BLOCK), true);
  }
  if (un->sums) tell_sum(path, &sum);
  free(path);
}

static void finish_directories(struct unpacking *un) {
  for (struct moment *at = un->moments; at; at = at->next) {
    struct stat stat;
    if (!lstat(here(at->path), &stat) && S_ISDIR(stat.st_mode)) set_times(at->path, at->mtime);
  }
}

static void read_owner(struct unpacking *un, const char *text) {
  char *end;
  un->chown = true;
  un->uid = (uint32_t)strtoul(text, &end, 10);
  un->gid = (uint32_t)strtoul(*end ? end + 1 : end, NULL, 10);
}

// Text that is no archive becomes one file, and counts as an archive of that file.
static bool take_text(struct input *input, const char *path) {
  if (!path || input_is_archive(input)) return false;
  int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) fail_errno("open", path);
  uint8_t *data;
  for (size_t got; (got = input_some(input, &data, BUFFER));)
    if (write(fd, data, got) != (ssize_t)got) fail_errno("write", path);
  close(fd);
  uint64_t padded = input->total + -input->total % BLOCK;
  tell_bytes(BLOCK + padded + 2 * BLOCK); // its header, itself, the archive's end
  return true;
}

// unpack [-r ROOT] [-i FILE] [-o] [-s] [-k] [-u UID:GID] [-p TAR_SPLIT] [-d] [-t TEXT_FILE] DIRECTORY
void unpack(char **argv) {
  struct unpacking un = {0};
  struct sha256 digest;
  const char *root = NULL, *text = NULL;
  int count = 0, fd = 0, letter;
  while (argv[count]) count++;
  while ((letter = getopt(count, argv, "r:i:oskdu:p:t:")) >= 0) {
    if (letter == 'r') root = optarg;
    if (letter == 'o') un.overlay = true;
    if (letter == 's') un.sums = true;
    if (letter == 'k') un.keep_kinds = true;
    if (letter == 'u') read_owner(&un, optarg);
    if (letter == 't') text = optarg;
    if (letter == 'p') un.input.split = split_open(optarg);
    if (letter == 'd') un.input.digest = &digest;
    if (letter == 'i' && (fd = open(optarg, O_RDONLY | O_CLOEXEC)) < 0) fail_errno("open", optarg);
    if (letter == '?') exit(2);
  }
  optind = 1;
  sha256_begin(&digest);
  input_open(&un.input, fd, true);
  umask(0);
  if (root && chroot(root)) fail_errno("chroot", root);
  below = argv[count - 1];
  if (chdir(argv[count - 1])) fail_errno("chdir", argv[count - 1]);
  struct entry entry;
  if (take_text(&un.input, text)) return;
  while (tar_next(&un.input, &entry)) {
    if (entry.type == 'g') continue;
    take(&un, &entry);
    entry_free(&entry);
  }
  input_drain(&un.input);
  finish_directories(&un);
  split_close(un.input.split);
  if (un.sums) tell_bytes(un.input.total);
  if (un.input.digest) tell_digest(&digest, un.size);
}
