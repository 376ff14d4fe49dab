// Writes a tree as an archive, in the order and form of docker's archive package.
#include "archive/archive.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

struct packing {
  struct output output;
  bool overlay;    // overlayfs' whiteouts become those of a layer
  bool owner_root; // whoever it belongs to here, and nobody by name
  bool sums;       // each member's sum is told instead: a file with several names counts as it is under each
  uint64_t size;   // bytes of files and symlinks
  char **excluded; // sorted paths below the tree, each with all below it
  size_t excluded_count;
  struct seen *seen;
};

// Files with several names: the later ones become links.
struct seen {
  dev_t device;
  ino_t inode;
  char *name;
  struct seen *next;
};

bool is_whiteout_device(const struct stat *stat) { return S_ISCHR(stat->st_mode) && stat->st_rdev == 0; }

static char type_of(mode_t mode) {
  return S_ISDIR(mode) ? '5' : S_ISLNK(mode) ? '2' : S_ISCHR(mode) ? '3' : S_ISBLK(mode) ? '4' : S_ISFIFO(mode) ? '6' : '0';
}

static const char *seen_as(struct packing *packing, const struct stat *stat, const char *name) {
  for (struct seen *at = packing->seen; at; at = at->next)
    if (at->inode == stat->st_ino && at->device == stat->st_dev) return at->name;
  struct seen *fresh = allocate(sizeof *fresh);
  *fresh = (struct seen){.device = stat->st_dev, .inode = stat->st_ino, .name = copy_text(name), .next = packing->seen};
  packing->seen = fresh;
  return NULL;
}

static void name_owner(struct entry *entry) {
  const struct passwd *user = entry->uid ? getpwuid(entry->uid) : NULL;
  const struct group *group = entry->gid ? getgrgid(entry->gid) : NULL;
  snprintf(entry->uname, sizeof entry->uname, "%s", entry->uid ? user ? user->pw_name : "" : "root");
  snprintf(entry->gname, sizeof entry->gname, "%s", entry->gid ? group ? group->gr_name : "" : "root");
}

static void read_capability(struct entry *entry, const char *path) {
  uint8_t value[64];
  ssize_t length = lgetxattr(path, "security.capability", value, sizeof value);
  if (length <= 0) return;
  entry->xattrs[0] = (struct xattr){.name = copy_text("security.capability"), .value = allocate((size_t)length), .length = (size_t)length};
  memcpy(entry->xattrs[0].value, value, (size_t)length);
  entry->xattr_count = 1;
}

static struct entry describe(struct packing *packing, const struct stat *stat, const char *path, const char *name) {
  bool directory = S_ISDIR(stat->st_mode);
  struct entry entry = {
      .name = allocate(strlen(name) + 2),
      .type = type_of(stat->st_mode),
      .mode = stat->st_mode,
      .uid = stat->st_uid,
      .gid = stat->st_gid,
      .size = S_ISREG(stat->st_mode) ? (uint64_t)stat->st_size : 0,
      .mtime = stat->st_mtime,
      .device_major = major(stat->st_rdev),
      .device_minor = minor(stat->st_rdev),
  };
  sprintf(entry.name, "%s%s", name, directory ? "/" : "");
  name_owner(&entry);
  if (packing->owner_root) entry.uid = entry.gid = *entry.uname = *entry.gname = 0;
  read_capability(&entry, path);
  if (S_ISLNK(stat->st_mode)) {
    entry.target = allocate((size_t)stat->st_size + 1);
    ssize_t length = readlink(path, entry.target, (size_t)stat->st_size);
    if (length < 0) fail_errno("readlink", path);
    entry.target[length] = 0;
    packing->size += (uint64_t)length;
  }
  bool linked = !directory && stat->st_nlink > 1 && !packing->sums;
  const char *first = linked ? seen_as(packing, stat, entry.name) : NULL;
  if (first) {
    free(entry.target);
    entry.type = '1';
    entry.target = copy_text(first);
    entry.size = 0;
  }
  return entry;
}

static void write_data(struct packing *packing, const struct entry *entry, const char *path, struct sha256 *sum) {
  static uint8_t data[BUFFER];
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) fail_errno("open", path);
  split_file(packing->output.split, entry->name, entry->size);
  for (uint64_t left = entry->size; left;) {
    ssize_t got = read(fd, data, left < sizeof data ? (size_t)left : sizeof data);
    if (got < 0) fail_errno("read", path);
    if (got == 0) memset(data, 0, (size_t)(got = (ssize_t)(left < sizeof data ? left : sizeof data))); // it shrank meanwhile
    if (sum) sha256_add(sum, data, (size_t)got);
    else output_data(&packing->output, data, (size_t)got);
    left -= (uint64_t)got;
  }
  close(fd);
  packing->size += entry->size;
  if (!sum) tar_padding(&packing->output, entry->size);
}

static void write_whiteout(struct packing *packing, const struct stat *stat, const char *name) {
  const char *slash = strrchr(name, '/');
  size_t directory = slash ? (size_t)(slash + 1 - name) : 0;
  struct entry entry = {.name = allocate(strlen(name) + 5), .type = '0', .mode = S_IFREG | 0600, .uid = stat->st_uid, .gid = stat->st_gid, .mtime = stat->st_mtime};
  sprintf(entry.name, "%.*s.wh.%s", (int)directory, name, name + directory);
  tar_header(&packing->output, &entry);
  entry_free(&entry);
}

static void write_opaque(struct packing *packing, const struct stat *stat, const char *path, const char *name) {
  char value;
  if (lgetxattr(path, "trusted.overlay.opaque", &value, 1) != 1 || value != 'y') return;
  struct entry entry = {.name = join(name, ".wh..wh..opq"), .type = '0', .mode = stat->st_mode & 0777, .uid = stat->st_uid, .gid = stat->st_gid};
  tar_header(&packing->output, &entry);
  entry_free(&entry);
}

static void tell_member(struct packing *packing, const struct entry *entry, const char *path) {
  struct sha256 sum;
  char *name = clean(entry->name);
  sum_header(&sum, entry);
  if (entry->type == '0' && entry->size) write_data(packing, entry, path, &sum);
  tell_sum(name, &sum);
  free(name);
}

static void write_member(struct packing *packing, const struct stat *stat, const char *path, const char *name) {
  struct entry entry = describe(packing, stat, path, name);
  if (packing->sums) {
    tell_member(packing, &entry, path);
  } else {
    tar_header(&packing->output, &entry);
    if (entry.type == '0' && entry.size) write_data(packing, &entry, path, NULL);
    if (packing->overlay && S_ISDIR(stat->st_mode)) write_opaque(packing, stat, path, name);
  }
  entry_free(&entry);
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static bool is_excluded(const struct packing *packing, const char *path) {
  return packing->excluded_count && bsearch(&path, packing->excluded, packing->excluded_count, sizeof path, by_name);
}

// "name/" in the list leaves out the directory itself, but not what is in it.
static bool is_excluded_alone(const struct packing *packing, const char *path) {
  if (!packing->excluded_count) return false;
  char *alone = allocate(strlen(path) + 2);
  sprintf(alone, "%s/", path);
  bool excluded = is_excluded(packing, alone);
  free(alone);
  return excluded;
}

static char **list(const char *path, size_t *count) {
  DIR *directory = opendir(path);
  if (!directory) fail_errno("open", path);
  size_t room = 64;
  char **names = allocate(room * sizeof *names);
  *count = 0;
  for (struct dirent *entry; (entry = readdir(directory));) {
    if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
    if (*count == room && !(names = realloc(names, (room *= 2) * sizeof *names))) fail("cannot allocate memory");
    names[(*count)++] = copy_text(entry->d_name);
  }
  closedir(directory);
  qsort(names, *count, sizeof *names, by_name);
  return names;
}

static void visit(struct packing *packing, const char *path, const char *name, const char *below);

static void visit_children(struct packing *packing, const char *path, const char *name, const char *below) {
  size_t count;
  char **names = list(path, &count);
  for (size_t i = 0; i < count; i++) {
    char *child = join(path, names[i]), *as = join(name, names[i]), *under = join(below, names[i]);
    visit(packing, child, as, under);
    free(child);
    free(as);
    free(under);
    free(names[i]);
  }
  free(names);
}

static void visit(struct packing *packing, const char *path, const char *name, const char *below) {
  struct stat stat;
  if (is_excluded(packing, below)) return;
  if (lstat(path, &stat)) {
    if (errno == ENOENT) return; // gone since it was listed
    fail_errno("lstat", path);
  }
  if (S_ISSOCK(stat.st_mode)) return;
  if (packing->overlay && is_whiteout_device(&stat)) {
    write_whiteout(packing, &stat, name);
    return;
  }
  if (*name && !is_excluded_alone(packing, below)) write_member(packing, &stat, path, name);
  if (S_ISDIR(stat.st_mode)) visit_children(packing, path, name, below);
}

// One path a line, sorted.
static void read_excluded(struct packing *packing, const char *path) {
  FILE *file = fopen(path, "re");
  if (!file) fail_errno("open", path);
  char *line = NULL;
  size_t room = 0;
  for (ssize_t length; (length = getline(&line, &room, file)) > 0;) {
    if (line[length - 1] == '\n') line[length - 1] = 0;
    packing->excluded = realloc(packing->excluded, (packing->excluded_count + 1) * sizeof *packing->excluded);
    if (!packing->excluded) fail("cannot allocate memory");
    packing->excluded[packing->excluded_count++] = copy_text(line);
  }
  fclose(file);
  free(line);
  qsort(packing->excluded, packing->excluded_count, sizeof *packing->excluded, by_name);
}

// pack [-r ROOT] [-t FILE] [-o] [-0] [-x EXCLUDED] [-n NAME] [-p TAR_SPLIT] [-d] [-q] [-s] PATH: with -q only its digest is wanted, with -s only the sums
void pack(char **argv) {
  struct packing packing = {.output = {.fd = 1}};
  struct sha256 digest;
  const char *root = NULL, *name = "";
  int count = 0, letter;
  while (argv[count]) count++;
  while ((letter = getopt(count, argv, "r:t:o0x:n:p:dqs")) >= 0) {
    if (letter == 'r') root = optarg;
    if (letter == 'o') packing.overlay = true;
    if (letter == '0') packing.owner_root = true;
    if (letter == 'x') read_excluded(&packing, optarg);
    if (letter == 'n') name = optarg;
    if (letter == 'p') packing.output.split = split_open(optarg);
    if (letter == 'd') packing.output.digest = &digest;
    if (letter == 'q') packing.output.fd = -1;
    if (letter == 's') packing.sums = true;
    if (letter == 't') output_open(&packing.output, optarg);
    if (letter == '?') exit(2);
  }
  optind = 1;
  sha256_begin(&digest);
  if (root && chroot(root)) fail_errno("chroot", root);
  visit(&packing, argv[count - 1], name, "");
  if (packing.sums) return;
  tar_end(&packing.output);
  output_close(&packing.output);
  split_close(packing.output.split);
  if (packing.output.digest) tell_digest(&digest, packing.size);
}
