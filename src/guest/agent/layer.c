// Listing a directory that overlay file systems are made of, with what overlayfs itself notes on each name (Documentation/filesystems/overlayfs).
#include "records.h"

#include "kernelfs.h"
#include "protocol.h"
#include <dirent.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>

enum { SLICE = 128, FRAME_ROOM = 40 * 1024, NAMES_MAX = 60000, PATH_SIZE = 4096, NS_SIZE = 64 };

/** A directory that is still to be read, by its path within the layer. */
struct folder {
  struct folder *next;
  char path[];
};

static struct {
  int root;
  uint32_t pid;
  const char *path; // in the request, which outlives the listing
  struct folder *left;
  DIR *open;
  char open_path[PATH_SIZE];
  bool comparing; // the first pass only looks whether anything differs
  uint64_t known;
  uint64_t fingerprint;
  uint32_t names;
  bool first;
} listing = {.root = -1};

void put_stat(struct writer *value, const struct stat *stat);

static void close_folders(void) {
  if (listing.open) closedir(listing.open);
  listing.open = NULL;
  while (listing.left) {
    struct folder *folder = listing.left;
    listing.left = folder->next;
    free(folder);
  }
}

void layer_cancel(void) {
  close_folders();
  if (listing.root >= 0) close(listing.root);
  listing.root = -1;
}

static void push_folder(const char *path) {
  struct folder *folder = malloc(sizeof *folder + strlen(path) + 1);
  if (!folder) return;
  strcpy(folder->path, path);
  folder->next = listing.left;
  listing.left = folder;
}

/** FNV-1a. */
static void mix(const void *data, size_t length) {
  const uint8_t *bytes = data;
  for (size_t i = 0; i < length; i++) listing.fingerprint = (listing.fingerprint ^ bytes[i]) * 0x100000001b3;
}

/** All that changes when a name, what it leads to, or its attributes change. */
static void mix_stat(const char *path, const struct stat *stat) {
  uint64_t facts[] = {stat->st_mode,           stat->st_ino,           (uint64_t)stat->st_size, stat->st_nlink,
                      (uint64_t)stat->st_ctim.tv_sec, (uint64_t)stat->st_ctim.tv_nsec, (uint64_t)stat->st_mtim.tv_sec,
                      (uint64_t)stat->st_mtim.tv_nsec, (uint64_t)stat->st_blocks, stat->st_uid, stat->st_gid};
  mix(path, strlen(path) + 1);
  mix(facts, sizeof facts);
}

static void begin_pass(bool comparing) {
  close_folders();
  listing.comparing = comparing;
  listing.fingerprint = 0xcbf29ce484222325;
  listing.names = 0;
  listing.first = true;
  push_folder("");
}

static struct writer begin_frame(uint32_t error) {
  char namespace[NS_SIZE], link[32], real[PATH_SIZE];
  struct writer frame = scratch_writer();
  put_u64(&frame, now_ns());
  put_u32(&frame, listing.pid);
  if (!process_namespace((pid_t)listing.pid, "mnt", namespace, sizeof namespace)) namespace[0] = 0;
  put_str(&frame, namespace);
  put_str(&frame, listing.path);
  snprintf(link, sizeof link, "self/fd/%d", listing.root);
  ssize_t length = listing.root < 0 ? 0 : readlinkat(proc_dir, link, real, sizeof real);
  put_text(&frame, real, length > 0 ? (size_t)length : 0);
  put_u32(&frame, error);
  return frame;
}

/** What stands behind the head of a frame: which part this is, the fingerprint so far, and in the end the entries. */
static void put_part(struct writer *frame, bool last) {
  put_u8(frame, (uint8_t)(listing.first | last << 1 | (listing.names >= NAMES_MAX) << 2));
  put_u64(frame, listing.fingerprint);
}

static int open_directory(int from, const char *path, uint64_t resolve) {
  struct open_how how = {.flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC, .resolve = resolve};
  return (int)syscall(SYS_openat2, from, path, &how, sizeof how);
}

/** Opens the directory as the process sees it: links in its path lead nowhere else. */
static int open_layer(void) {
  char root[32];
  snprintf(root, sizeof root, "%u/root", listing.pid);
  int process_root = openat(proc_dir, root, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (process_root < 0) return errno;
  listing.root = open_directory(process_root, listing.path, RESOLVE_IN_ROOT);
  int error = listing.root < 0 ? errno : 0;
  close(process_root);
  return error;
}

/** Next name, with its path in the layer; false at the end of the tree. */
static bool next_name(char *path, size_t size, int *dir, const char **name) {
  while (listing.open || listing.left) {
    if (!listing.open) {
      struct folder *folder = listing.left;
      listing.left = folder->next;
      strcpy(listing.open_path, folder->path);
      free(folder);
      // What was a directory when it was listed may be a symlink by now, at any depth.
      int fd = open_directory(listing.root, *listing.open_path ? listing.open_path : ".", RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS);
      listing.open = fd < 0 ? NULL : fdopendir(fd);
      if (!listing.open) {
        if (fd >= 0) close(fd);
        continue;
      }
      if (!*listing.open_path) {
        *path = 0;
        *dir = dirfd(listing.open);
        *name = ".";
        return true;
      }
    }
    struct dirent *entry = readdir(listing.open);
    if (!entry) {
      closedir(listing.open);
      listing.open = NULL;
    } else if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..")) {
      int length = snprintf(path, size, "%s%s%s", listing.open_path, *listing.open_path ? "/" : "", entry->d_name);
      *dir = dirfd(listing.open);
      *name = entry->d_name;
      if (length > 0 && (size_t)length < size) return true; // what is nested deeper cannot be named
    }
  }
  return false;
}

static void put_attribute(struct writer *frame, const char *file, const char *attribute) {
  char value[1024];
  ssize_t length = lgetxattr(file, attribute, value, sizeof value);
  put_text(frame, value, length > 0 ? (size_t)length : 0);
}

/** Names of the attributes that there are, NUL-separated, and the values of those that are texts. */
static void put_marks(struct writer *frame, int dir, const char *name, mode_t mode) {
  char names[1024];
  bool can = (S_ISDIR(mode) || S_ISREG(mode)) && !fchdir(dir); // there is no llistxattrat(2)
  ssize_t length = can ? llistxattr(name, names, sizeof names) : 0;
  uint8_t marks = 0;
  bool redirected = false;
  for (const char *at = names; length > 0 && at < names + length; at += strlen(at) + 1) {
    if (!strcmp(at, "trusted.overlay.opaque")) marks |= 1;
    if (!strcmp(at, "trusted.overlay.metacopy")) marks |= 2;
    if (!strcmp(at, "trusted.overlay.origin")) marks |= 4;
    redirected = redirected || !strcmp(at, "trusted.overlay.redirect");
  }
  put_u8(frame, marks);
  if (redirected) put_attribute(frame, name, "trusted.overlay.redirect");
  else put_str(frame, "");
}

static void put_name(struct writer *frame, const char *path, int dir, const char *name, const struct stat *stat) {
  char target[PATH_SIZE];
  put_str(frame, path);
  put_stat(frame, stat);
  put_marks(frame, dir, name, stat->st_mode);
  ssize_t length = S_ISLNK(stat->st_mode) ? readlinkat(dir, name, target, sizeof target) : 0;
  put_text(frame, target, length > 0 ? (size_t)length : 0);
}

/** Reads some names, into the frame unless only comparing. False at the end. */
static bool take_some(struct writer *frame) {
  char path[PATH_SIZE];
  const char *name;
  int dir;
  for (int i = 0; i < SLICE && frame->used < FRAME_ROOM; i++) {
    if (listing.names >= NAMES_MAX || !next_name(path, sizeof path, &dir, &name)) return false;
    struct stat stat;
    if (fstatat(dir, name, &stat, AT_SYMLINK_NOFOLLOW)) continue; // gone since it was listed
    listing.names++;
    mix_stat(path, &stat);
    if (!listing.comparing) put_name(frame, path, dir, name, &stat);
    if (*path && S_ISDIR(stat.st_mode)) push_folder(path);
  }
  return true;
}

static bool begin_listing(struct reader *request) {
  layer_cancel();
  listing.pid = get_u32(request);
  listing.path = get_str(request);
  listing.known = get_u64(request);
  int error = request->bad || listing.path[0] != '/' ? EINVAL : open_layer();
  if (error) {
    struct writer frame = begin_frame((uint32_t)error);
    channel_send_writer(&records, LAYER, 0, &frame);
    return false;
  }
  begin_pass(listing.known != 0);
  return true;
}

bool layer_slice(struct reader *request, bool begin) {
  if (begin && !begin_listing(request)) return true;
  struct writer frame = begin_frame(0);
  size_t part = frame.used;
  put_part(&frame, false);
  bool more = take_some(&frame);
  if (chdir("/")) return true;
  if (listing.comparing) {
    if (more) return false;
    if (listing.fingerprint != listing.known) {
      begin_pass(false);
      return false;
    }
  } else {
    struct writer again = {.data = frame.data + part, .size = 9};
    put_part(&again, !more);
    channel_send_writer(&records, LAYER, 0, &frame);
    listing.first = false;
    if (more) return false;
  }
  layer_cancel();
  return true;
}
